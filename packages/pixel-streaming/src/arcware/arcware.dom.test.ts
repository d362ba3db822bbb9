import {
  createTestLink,
  manualEnvironment,
  sourceConformance,
  type TestLinkOptions,
} from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeStreamer, stubWebRtc } from '../connection/fake-web.fixture.ts'
import { type Message, type ServerSocket, signallingServer } from '../signalling/signalling-server.fixture.ts'
import { versions } from '../connection/versions.fixture.ts'
import { arcware, type ArcwareOptions, connectionModule } from './arcware.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const newest = versions.at(-1)![1]

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const turns = async () => {
  for (let i = 0; i < 4; i++) await new Promise<void>((resolve) => setTimeout(resolve))
}

/** A server that assigns no stream before `letIn`. */
async function lab(options: Partial<ArcwareOptions> = {}, linkOptions: TestLinkOptions = {}) {
  const peers = stubWebRtc()
  let letIn = () => {}
  const streamer = fakeStreamer()
  const server = signallingServer({
    answersPings: false,
    streamer: {
      join(say) {
        let peer: ReturnType<typeof streamer.join> | null = null
        letIn = () => (peer = streamer.join(say))
        return { take: (message) => peer?.take(message), leave: () => peer?.leave() }
      },
    },
  })
  vi.stubGlobal('WebSocket', server.WebSocket)
  const environment = manualEnvironment()
  const link = createTestLink({ environment, ...linkOptions })
  const connection = arcware({ shareId: 'share-1', library: newest, ...options }).connect(link)
  await turns()
  const say = (...messages: Message[]) => messages.forEach((message) => server.last.say(message))
  return { peers, server, environment, link, connection, say, letIn: () => letIn() }
}

const query = ({ url }: ServerSocket) => Object.fromEntries(new URL(url).searchParams)

describe('the address', () => {
  it('is that of the cloud, with the share and the project', async () => {
    const { server } = await lab({ projectId: 'p-1', bypass: true })
    expect(server.last.url).toMatch(/^wss:\/\/signalling-client\.ragnarok\.arcware\.cloud\//)
    expect(query(server.last)).toEqual({ sh: 'share-1', p: 'p-1', b: 'true' })
  })

  it('has the kept session', async () => {
    const { server } = await lab({}, { resumeToken: 'session-7' })
    expect(query(server.last)).toMatchObject({ s: 'session-7', r: 'true' })
  })

  it('has the token that the function returns for this attempt', async () => {
    const token = vi.fn(() => Promise.resolve('secret'))
    const { server } = await lab({ token, url: 'wss://own.example.com/?region=eu' })
    expect(token).toHaveBeenCalledWith({ attempt: 0, reason: 'connect' })
    expect(query(server.last)).toEqual({ region: 'eu', sh: 'share-1', t: 'secret' })
  })

  it('is built again once after the token was refused', async () => {
    const token = vi.fn(() => 'old')
    const { server, link } = await lab({ token })
    server.last.drop(4450, 'UNAUTHORIZED')
    await turns()
    expect(token.mock.calls.at(-1)).toEqual([{ attempt: 0, reason: 'expired' }])
    expect(link.eventsOf('closed')).toEqual([])
    server.last.drop(4450, 'UNAUTHORIZED')
    expect(link.eventsOf('closed')).toEqual([
      { type: 'closed', code: 4450, reason: 'UNAUTHORIZED', cause: 'forbidden' },
    ])
  })

  it('is not built again if the token is a constant', async () => {
    const { server, link } = await lab({ token: 'constant' })
    server.last.drop(4450)
    expect(link.eventsOf('closed')).toHaveLength(1)
  })

  it('that is invalid ends with invalid-url', async () => {
    const { link } = await lab({ url: 'nowhere' })
    expect(link.eventsOf('closed')).toMatchObject([{ code: 1003, cause: 'invalid-url' }])
  })
})

describe('the queue', () => {
  it('is passed on until there is a stream', async () => {
    const { say, link, letIn } = await lab()
    const queue = { queueLength: 2, estimatedWaitTime: 3, valueType: 'minutes' }
    say({ type: 'sessionId', sessionId: 'session-1' }, { type: 'queue', queue: { index: 1, ...queue } })
    say({ type: 'queue', queue: { index: 0, ...queue } })
    const token = { resumeToken: 'session-1', resumeWindowMs: 60_000 }
    expect(link.events).toEqual([
      { type: 'queued', position: 2, length: 2, etaMs: 180_000, ...token },
      { type: 'queued', position: 1, length: 2, etaMs: 180_000, ...token },
    ])
    letIn()
    expect(link.events[2]).toEqual({ type: 'assigned', ...token })
    say({ type: 'queue', queue: { index: 0, ...queue } })
    expect(link.eventsOf('queued')).toHaveLength(2)
  })

  it('is left when the viewer leaves', async () => {
    const { server, connection, say } = await lab()
    say({ type: 'queue', queue: { index: 1 } })
    connection.close(1000, 'left')
    expect(server.open).toEqual([])
  })
})

describe('the session', () => {
  it('is kept, also if its id comes after the stream', async () => {
    const { say, link, letIn } = await lab()
    letIn()
    say({ type: 'sessionId', sessionId: 'late' })
    expect(link.eventsOf('assigned')).toEqual([
      { type: 'assigned' },
      { type: 'assigned', resumeToken: 'late', resumeWindowMs: 60_000 },
    ])
  })

  it('reports rendering once the first frame is decoded', async () => {
    const { say, letIn, peers, server, environment } = await lab()
    letIn()
    await turns()
    const peer = peers.at(-1)!
    peer.connect()
    say({ type: 'render' })
    await turns()
    const told = () => server.last.received.filter(({ type }) => type === 'render')
    expect(told()).toEqual([])
    peer.report.set('V', { type: 'inbound-rtp', kind: 'video', id: 'V', timestamp: 1, framesDecoded: 1 })
    environment.advance(250)
    await turns()
    expect(told()).toEqual([{ type: 'render', isRendering: true }])
    say({ type: 'render' })
    await turns()
    expect(told()).toHaveLength(2)
  })

  it('ends with the code of an error message or of a close', async () => {
    const words = await lab()
    words.say({ type: 'error', code: 4607, reason: 'CLOSE_SHARE_NO_RESOURCES_LEFT' })
    expect(words.link.eventsOf('closed')).toEqual([
      { type: 'closed', code: 4607, reason: 'CLOSE_SHARE_NO_RESOURCES_LEFT' },
    ])
    const close = await lab()
    close.server.last.drop(4461, 'MAX_RUNTIME')
    expect(close.link.eventsOf('closed')).toEqual([{ type: 'closed', code: 4004, reason: 'max-runtime' }])
  })

  it('is not ended by an error code below 4000', async () => {
    const { say, link } = await lab()
    say({ type: 'error', code: 100, reason: 'slow' }, { type: 'letter', reason: 'Loading the world' })
    expect(link.events).toEqual([{ type: 'notice', text: 'Loading the world' }])
  })

  it('counts down by the limits of the share’s AFK module', async () => {
    const { say, link, environment, connection } = await lab()
    say({
      type: 'streamInfo',
      streamInfo: { guid: 'x', afk: { enabled: true, warn: 60, error: 0, action: 30 } },
    })
    environment.advance(60_000)
    expect(link.eventsOf('afk')).toEqual([{ type: 'afk', remainingMs: 30_000 }])
    connection.command?.({ type: 'activity' })
    expect(link.eventsOf('afk').at(-1)).toEqual({ type: 'afk', remainingMs: null })
    say({
      type: 'streamInfo',
      streamInfo: { guid: 'x', afk: { enabled: false, warn: 60, error: 0, action: 30 } },
    })
    environment.advance(1e6)
    expect(link.eventsOf('afk')).toHaveLength(2)
  })
})

it('throws without a share and a project', () => {
  expect(() => arcware({} as ArcwareOptions)).toThrow(/^Standby: .*shareId/)
  expect(() => arcware(undefined as never)).toThrow(/^Standby: /)
})

it('has the vendor’s own policies', () => {
  const source = arcware({ shareId: 'share-1' })
  expect(source).toMatchObject({
    kind: 'arcware',
    id: 'arcware#share-1',
    defaults: { afk: false },
    hasPlaces: true,
  })
  expect(source.defaults?.codes?.[4501]).toMatchObject({ name: 'no-stream-available' })
})

describe('the source contract', () => {
  const secret = 'eyJhbGciOi'
  const make = () => {
    const peers = stubWebRtc()
    const server = signallingServer({ streamer: fakeStreamer() })
    vi.stubGlobal('WebSocket', server.WebSocket)
    const source = arcware({ shareId: 'share-1', token: () => secret, library: newest })
    return {
      ...source,
      connect(link: Parameters<typeof source.connect>[0]) {
        const connection = source.connect(link)
        setTimeout(() => {
          server.sockets
            .at(-1)
            ?.say({ type: 'streamInfo', streamInfo: { afk: { enabled: true, warn: 1, action: 1 } } })
          peers.at(-1)?.connect()
        }, 1)
        return connection
      },
    }
  }
  for (const { name, run } of sourceConformance(make, { secrets: [secret] }))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
