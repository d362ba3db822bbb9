import type { SourceEvent } from '@standby/core/source'
import { createTestLink, manualEnvironment, type TestLinkOptions } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeStreamer, fromStreamer, stubWebRtc, textOf } from './fake-web.fixture.ts'
import type { PixelStreamingOptions } from '../options.ts'
import { connectionModule, pixelStreaming } from '../pixel-streaming.ts'
import { signallingServer, type ServerOptions } from '../signalling/signalling-server.fixture.ts'
import { versions } from './versions.fixture.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const newest = versions.at(-1)![1]
const url = 'wss://stream.example.com/'

let said: string[] = []
beforeEach(() => {
  said = []
  vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text))
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

interface LabOptions {
  readonly server?: Partial<ServerOptions>
  readonly options?: Partial<PixelStreamingOptions>
  readonly link?: TestLinkOptions
  readonly offer?: Record<string, unknown>
}

/** One turn of the event loop: pending tasks of the page finish. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve))

async function lab({ server: serverOptions, options, link: linkOptions, offer }: LabOptions = {}) {
  const peers = stubWebRtc()
  const streamer = fakeStreamer(offer)
  const server = signallingServer({ streamer, ...serverOptions })
  vi.stubGlobal('WebSocket', server.WebSocket)
  const environment = manualEnvironment()
  const link = createTestLink({ environment, ...linkOptions })
  const connection = pixelStreaming({ url, library: newest, ...options }).connect(link)
  const settle = async () => {
    for (let i = 0; i < 4; i++) await turn()
  }
  await settle()
  const types = () => link.events.map(({ type }) => type)
  /** Lets `ms` pass, with new media at each step of the clock. */
  const flow = async (ms: number) => {
    for (let i = 0; i < ms / 250; i++) {
      for (const peer of peers.filter(({ connectionState }) => connectionState === 'connected')) {
        const before = (peer.report.get('V') as { packetsReceived?: number })?.packetsReceived ?? 0
        peer.report = new Map([
          [
            'V',
            {
              type: 'inbound-rtp',
              kind: 'video',
              id: 'V',
              timestamp: environment.now(),
              packetsReceived: before + 8,
              framesDecoded: before + 8,
            },
          ],
        ])
      }
      environment.advance(250)
      await turn()
    }
  }
  return { peers, server, streamer, environment, link, connection, settle, types, flow }
}

async function playing(options: LabOptions = {}) {
  const opened = await lab(options)
  const channel = opened.peers.at(-1)!.connect()
  await opened.flow(500)
  return { ...opened, channel }
}

const lastClose = ({ link }: { link: { eventsOf(type: 'closed'): readonly SourceEvent[] } }) =>
  link.eventsOf('closed').at(-1)

describe('a connection', () => {
  it('calls the function for its address at each attempt', async () => {
    const ask = vi.fn(() => Promise.resolve(`${url}?token=1`))
    const { server } = await lab({ options: { url: ask }, link: { attempt: 3 } })
    expect(ask).toHaveBeenCalledWith({ attempt: 3, reason: 'connect' })
    expect(server.last.url).toBe(`${url}?token=1`)
  })

  it('uses the subprotocols of its options', async () => {
    const { server } = await lab({ options: { protocols: ['a', 'b'] } })
    expect(server.last.protocols).toEqual(['a', 'b'])
  })

  it('subscribes to the only streamer, or to the streamer of its options', async () => {
    const subscribed = async (options: LabOptions) =>
      (await lab(options)).server.last.received.find(({ type }) => type === 'subscribe')?.['streamerId']
    expect(await subscribed({})).toBe('Stage')
    expect(
      await subscribed({ server: { streamers: ['Stage', 'Other'] }, options: { streamerId: 'Other' } }),
    ).toBe('Other')
  })

  it('emits each step, and accepts input once the channel is open', async () => {
    const opened = await lab()
    expect(opened.link.events).toEqual([{ type: 'assigned' }, { type: 'progress', step: 'transport' }])
    opened.peers.at(-1)!.connect()
    expect(opened.link.events.slice(2)).toEqual([
      { type: 'progress', step: 'first-frame' },
      { type: 'tracks', qualities: null, input: true },
    ])
  })

  it.each([
    ['the viewer leaves', 1000, 'left', 1000],
    ['the viewer is inactive', 4004, 'afk', 4004],
    ['browsers refuse the code', 1011, undefined, 1000],
  ])('closes its socket when %s', async (_, code, reason, expected) => {
    const { connection, server } = await lab()
    connection.close(code, reason)
    expect(server.last.closedBy?.code).toBe(expected)
  })
})

describe('an end', () => {
  it.each([1000, 1001, 1005, 1006, 1008, 1011, 1012, 1013, 4000, 4001, 4002, 4003, 4005, 4006, 4007])(
    'by the server with %i has that code, before media',
    async (code) => {
      const opened = await lab()
      opened.server.last.drop(code)
      expect(lastClose(opened)).toMatchObject({ type: 'closed', code })
    },
  )

  it.each([1000, 1008, 1011, 4000, 4004, 4006, 4567])(
    'by the server with %i comes at once, also while media flows',
    async (code) => {
      const opened = await playing()
      opened.server.last.drop(code, 'words')
      expect(lastClose(opened)).toMatchObject({ code, reason: 'words' })
      expect(opened.peers.every(({ closed }) => closed)).toBe(true)
    },
  )

  it('is emitted once, whatever happens later', async () => {
    const opened = await playing()
    opened.server.last.drop(4000)
    opened.channel.close()
    await opened.flow(20_000)
    expect(opened.link.eventsOf('closed')).toHaveLength(1)
    expect(opened.environment.timers).toBe(0)
  })

  it('of the media has the code of a close that follows within 1 s', async () => {
    const opened = await playing()
    opened.channel.close()
    opened.peers.at(-1)!.report = new Map()
    for (let i = 0; i < 4; i++) {
      opened.environment.advance(250)
      await turn()
    }
    expect(lastClose(opened)).toBeUndefined()
    opened.server.last.drop(4004, 'Maximum Runtime Reached')
    expect(lastClose(opened)).toEqual({ type: 'closed', code: 4004, reason: 'max-runtime' })
  })

  it('of the media alone is emitted 1 s later', async () => {
    const opened = await playing()
    opened.channel.close()
    for (let i = 0; i < 8; i++) {
      opened.environment.advance(250)
      await turn()
    }
    expect(lastClose(opened)).toEqual({ type: 'closed', code: 1005 })
  })
})

describe('signalling that dies while media lives', () => {
  it.each([1001, 1005, 1006, 1012, 1013])('with %i does not end the connection', async (code) => {
    const opened = await playing()
    opened.server.last.drop(code)
    await opened.flow(5000)
    expect(opened.link.eventsOf('signalling')).toEqual([{ type: 'signalling', state: 'lost', code }])
    expect(opened.link.eventsOf('closed')).toEqual([])
  })

  it('gives its code to the end of the media that follows', async () => {
    const opened = await playing()
    opened.server.last.drop(1012, 'deploy')
    opened.channel.close()
    for (let i = 0; i < 4; i++) {
      opened.environment.advance(250)
      await turn()
    }
    expect(lastClose(opened)).toEqual({ type: 'closed', code: 1012, reason: 'deploy', cause: 'server' })
  })

  it('is tried again only at the command of the session', async () => {
    const opened = await playing()
    opened.server.last.drop(1006)
    await opened.flow(60_000)
    expect(opened.server.sockets).toHaveLength(1)
    opened.connection.command?.({ type: 'reconnect' })
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    expect(opened.server.sockets).toHaveLength(2)
  })

  it('is reported lost again when the second attempt fails', async () => {
    const opened = await playing()
    opened.server.last.drop(1006)
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    opened.server.last.drop(1013)
    expect(opened.link.eventsOf('signalling').map(({ code }) => code)).toEqual([1006, 1013])
    expect(opened.link.eventsOf('closed')).toEqual([])
  })

  it('is reported lost again when there is no streamer yet', async () => {
    const opened = await playing()
    opened.server.options.streamers = []
    opened.server.last.drop(1006)
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    expect(opened.link.eventsOf('signalling').map(({ code }) => code)).toEqual([1006, 4005])
  })

  it('is reported lost again when the second attempt takes 20 s', async () => {
    const opened = await playing()
    opened.server.options.accepts = false
    opened.server.last.drop(1006)
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    await opened.flow(20_000)
    expect(opened.link.eventsOf('signalling')).toHaveLength(2)
    expect(opened.server.open).toHaveLength(0)
  })

  it('ends the connection when the second attempt gets a final close', async () => {
    const opened = await playing()
    opened.server.last.drop(1006)
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    opened.server.last.drop(4000, 'Project Inactive')
    expect(lastClose(opened)).toMatchObject({ code: 4000 })
    expect(opened.server.open).toHaveLength(0)
  })

  it('leaves no timer behind when the browser refuses the second attempt', async () => {
    const opened = await playing()
    opened.server.last.drop(1006)
    vi.stubGlobal('RTCRtpReceiver', undefined)
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    expect(lastClose(opened)).toMatchObject({ code: 1003, cause: 'unsupported' })
    expect(opened.environment.timers).toBe(0)
  })

  it('is back with the media of the second attempt, and the first one closes', async () => {
    const opened = await playing()
    opened.server.last.drop(1006)
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    opened.peers.at(-1)!.connect()
    await opened.flow(500)
    expect(opened.link.events.slice(-2)).toEqual([
      { type: 'signalling', state: 'back' },
      { type: 'tracks', qualities: null, input: true },
    ])
    expect(opened.peers.map(({ closed }) => closed)).toEqual([true, true, true, false])
    opened.connection.close(1000, 'left')
    expect(opened.server.open).toHaveLength(0)
    expect(opened.environment.timers).toBe(0)
  })

  it('leaves nothing of the second attempt behind when the viewer leaves', async () => {
    const opened = await playing()
    opened.server.last.drop(1006)
    opened.connection.command?.({ type: 'reconnect' })
    await opened.settle()
    opened.connection.close(1000, 'left')
    expect(opened.server.open).toHaveLength(0)
    expect(opened.peers.every(({ closed }) => closed)).toBe(true)
    expect(opened.environment.timers).toBe(0)
  })
})

describe('a streamer that is full', () => {
  it('gets a new subscription on the same socket until a place is free', async () => {
    const opened = await lab({ server: { maxPlayers: 0 } })
    expect(opened.link.events).toEqual([{ type: 'queued', position: 1 }])
    // Every 3 s, because the random number is 0.5.
    opened.environment.advance(2999)
    await opened.settle()
    expect(opened.link.eventsOf('queued')).toHaveLength(1)
    opened.environment.advance(1)
    await opened.settle()
    expect(opened.link.eventsOf('queued')).toHaveLength(2)
    opened.server.options.maxPlayers = 1
    opened.environment.advance(4000)
    await opened.settle()
    expect(opened.types()).toContain('assigned')
    expect(opened.server.sockets).toHaveLength(1)
  })

  it('ends with 4005 when it goes away meanwhile', async () => {
    const opened = await lab({ server: { maxPlayers: 0 } })
    opened.server.options.streamers = []
    opened.environment.advance(4000)
    await opened.settle()
    expect(lastClose(opened)).toEqual({ type: 'closed', code: 4005 })
  })
})

describe('an error for the developer', () => {
  it('comes with several streamers and no streamerId', async () => {
    const opened = await lab({ server: { streamers: ['One', 'Two'] } })
    expect(lastClose(opened)).toMatchObject({ code: 4002, reason: 'streamer-not-named' })
    expect(said[0]).toMatch(/^Standby: .*several streamers.*streamerId/)
  })

  it('comes with ForceTURN and no TURN server', async () => {
    const opened = await lab({ options: { settings: { ForceTURN: true } } })
    await opened.settle()
    expect(lastClose(opened)).toMatchObject({ code: 1003, reason: 'no-turn-server' })
    expect(said[0]).toMatch(/TURN/)
  })

  it('comes with an invalid address', async () => {
    const opened = await lab({ options: { url: 'https://stream.example.com' } })
    expect(lastClose(opened)).toMatchObject({ code: 1003, cause: 'invalid-url' })
    expect(said[0]).toMatch(/wss/)
  })

  it.each([
    ["Cannot find package '@epicgames-ps/…'", 1003, 'missing-peer'],
    ['Failed to fetch dynamically imported module', 4101, 'network'],
    ['Failed to load chunk /_next/static/chunks/4f.js from module 81', 4101, 'network'],
  ])('comes when the library does not load (%s)', async (message, code, cause) => {
    const opened = await lab({ options: { library: () => Promise.reject(new Error(message)) } })
    expect(lastClose(opened)).toMatchObject({ code, cause })
  })

  it('comes without WebRTC', async () => {
    const server = signallingServer({ streamer: fakeStreamer() })
    vi.stubGlobal('WebSocket', server.WebSocket)
    const link = createTestLink()
    pixelStreaming({ url, library: newest }).connect(link)
    expect(await link.waitFor('closed')).toMatchObject({ code: 1003, cause: 'unsupported' })
    expect(server.sockets).toEqual([])
  })

  it.each([undefined, '', '  ', 7])('is thrown for the address %j', (given) => {
    expect(() => pixelStreaming({ url: given as string })).toThrow(/^Standby: .*pixelStreaming\(\{ url/)
  })
})

describe('the data channel', () => {
  it('carries messages from before it was open, in order', async () => {
    const opened = await lab()
    for (const data of ['one', { two: 2 }]) opened.connection.command?.({ type: 'message', data })
    const channel = opened.peers.at(-1)!.connect()
    expect(channel.of(50).map(textOf)).toEqual(['"one"', '{"two":2}'])
  })

  it('drops messages that cannot be sent, with a warning', async () => {
    const { connection, channel } = await playing()
    const circle: Record<string, unknown> = {}
    circle['itself'] = circle
    for (const data of [circle, undefined, 'x'.repeat(70_000), 5n])
      connection.command?.({ type: 'message', data })
    expect(channel.of(50)).toEqual([])
    expect(console.warn).toHaveBeenCalled()
  })

  it('accepts no input while the application refuses input from this viewer', async () => {
    const { connection, channel, link } = await playing()
    const press = () =>
      connection.command?.({
        type: 'input',
        event: { type: 'key', phase: 'down', code: 'KeyA', key: 'a', repeat: false },
      })
    channel.receive(Uint8Array.of(12, 0).buffer)
    press()
    expect(channel.of(60)).toHaveLength(0)
    expect(link.eventsOf('tracks').at(-1)?.input).toBeNull()
    channel.receive(Uint8Array.of(12, 1).buffer)
    press()
    expect(channel.of(60)).toHaveLength(1)
    expect(link.eventsOf('tracks').at(-1)?.input).toBe(true)
  })

  it('pings the engine, and measures the round trip', async () => {
    const { channel, link, flow } = await playing()
    const pings = channel.of(8).length
    expect(pings).toBeGreaterThan(0)
    channel.receive(fromStreamer(11, ''))
    await flow(1000)
    expect(channel.of(8).length).toBeGreaterThan(pings)
    expect(link.samples.stats.at(-1)).toHaveProperty('roundTripMs')
  })

  it('drops messages of the application above its rate limit', async () => {
    const { channel, link, environment } = await playing()
    const flood = () => {
      for (let i = 0; i < 3000; i++) channel.receive(fromStreamer(1, `${i}`))
    }
    flood()
    expect(link.eventsOf('message')).toHaveLength(1000)
    environment.advance(1000)
    flood()
    expect(link.eventsOf('message')).toHaveLength(1200)
  })
})

describe('the layers of an SFU', () => {
  it('are offered as qualities', async () => {
    const opened = await lab({ offer: { sfu: true } })
    await opened.settle()
    const { qualities } = opened.link.eventsOf('tracks').at(-1)!
    expect(qualities?.items.map(({ id }) => id)).toEqual(['High', 'Medium', 'Low'])
    expect(qualities?.selected).toBe('High')
    opened.connection.command?.({ type: 'quality', id: 'Low' })
    await opened.settle()
    expect(opened.server.last.received.at(-1)).toMatchObject({ type: 'layerPreference', spatialLayer: 2 })
    expect(opened.link.eventsOf('tracks').at(-1)?.qualities?.selected).toBe('Low')
    opened.connection.command?.({ type: 'quality', id: 'no such layer' })
    expect(opened.link.eventsOf('tracks').at(-1)?.qualities?.selected).toBe('Low')
  })

  it('are not offered without an SFU', async () => {
    const opened = await lab()
    expect(opened.link.eventsOf('tracks')).toEqual([])
  })
})

it('has an id without the query', () => {
  expect(pixelStreaming({ url: `${url}?token=1` }).id).toBe(url)
  expect(pixelStreaming({ url, streamerId: 'Stage' }).id).toBe(`${url}#Stage`)
  expect(pixelStreaming({ url: () => url }).id).toBe('pixel-streaming')
  expect(pixelStreaming({ url, id: 'mine' }).id).toBe('mine')
})
