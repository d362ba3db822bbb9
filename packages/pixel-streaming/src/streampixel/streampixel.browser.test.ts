import { createTestLink } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextFrame, pageEnvironment, watchPeers } from '../connection/page.fixture.ts'
import { signallingServer, type ServerOptions } from '../signalling/signalling-server.fixture.ts'
import { realStreamer } from '../connection/streamer.fixture.ts'
import { versions } from '../connection/versions.fixture.ts'
import { standInSdk, type StandInOptions } from './sdk.fixture.ts'
import type { StreampixelOptions } from './options.ts'
import { connectionModule, streampixel } from './streampixel.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const left: (() => void)[] = []
let said: string[] = []

beforeEach(() => {
  said = []
  vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text))
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
afterEach(() => {
  for (const leave of left.splice(0)) leave()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

interface LabOptions {
  readonly version?: number
  readonly server?: Partial<ServerOptions>
  readonly options?: Partial<StreampixelOptions>
  readonly standIn?: Partial<StandInOptions>
}

function open({ version = 0, server: serverOptions, options, standIn: standInOptions }: LabOptions = {}) {
  const peers = watchPeers()
  const engine = realStreamer()
  const server = signallingServer({ streamer: engine.streamer, ...serverOptions })
  vi.stubGlobal('WebSocket', server.WebSocket)
  const standIn = standInSdk(versions[version]![1], { url: 'wss://cloud.example.com', ...standInOptions })
  const { environment, manual, timers } = pageEnvironment()
  const video = document.createElement('video')
  video.muted = true
  video.autoplay = true
  document.body.append(video)
  const hold = vi.fn()
  const connect = () => {
    const link = createTestLink({ environment })
    const connection = streampixel({ sdk: standIn.sdk, appId: 'app', ...options }).connect(link)
    connection.attach?.({ video, container: document.createElement('div'), hold })
    const end = () => {
      if (link.signal.aborted) return
      connection.close(1000, 'left')
      link.abort()
    }
    left.push(end)
    return { link, connection, end }
  }
  left.push(() => {
    standIn.dispose()
    engine.close()
    video.remove()
  })
  return { ...connect(), connect, peers, engine, server, standIn, environment, manual, timers, video, hold }
}

async function playing(options: LabOptions = {}) {
  const lab = open(options)
  await lab.link.waitFor('tracks', ({ input }) => input === true)
  await nextFrame(lab.video)
  return lab
}

describe.each(versions.map(([name], version) => [name, version] as const))(
  'Streampixel’s SDK on the library for %s',
  (_, version) => {
    it('plays in the session’s own element, and removes the SDK’s element from the page', async () => {
      const { link, video, standIn } = await playing({ version, options: { settings: { useMic: false } } })
      expect(link.events.slice(0, 2)).toEqual([{ type: 'assigned' }, { type: 'progress', step: 'transport' }])
      expect(video.videoWidth).toBe(64)
      expect([...document.querySelectorAll('video, audio')]).toEqual([video])
      expect(document.querySelector('#afkOverlay')).toBeNull()
      expect(standIn.calls[0]).toMatchObject({
        appId: 'app',
        AutoConnect: true,
        keyBoardInput: false,
        useMic: false,
      })
    })

    it('only sends input and messages of the session', async () => {
      const { connection, engine, link } = await playing({ version })
      document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyB', key: 'b', keyCode: 66 }))
      connection.command?.({
        type: 'input',
        event: { type: 'key', phase: 'down', code: 'KeyA', key: 'a', repeat: false },
      })
      connection.command?.({ type: 'message', data: { door: 'open' } })
      expect((await link.waitFor('message')).data).toEqual({ door: 'open' })
      expect(engine.received.filter(({ type }) => type === 60).map(({ bytes }) => bytes[1])).toEqual([65])
    })

    it('reconnects by itself within its window', async () => {
      const { link, server, engine, video } = await playing({ version, standIn: { retryMs: 100 } })
      engine.last.peer.close()
      await link.waitFor('tracks', ({ input }) => input === null)
      server.last.drop(1006)
      const { since, deadline, onDeadline } = await link.waitFor('lost')
      expect([deadline! - since, onDeadline]).toEqual([60_000, 'retry'])
      await link.waitFor('returned')
      expect(link.eventsOf('closed')).toEqual([])
      await nextFrame(video)
    })

    it('keeps playing when only signalling is lost, and restores signalling', async () => {
      const { link, server, video, peers } = await playing({ version, standIn: { retryMs: 400 } })
      server.last.drop(1006, '', { streamerHears: false })
      expect(await link.waitFor('signalling')).toEqual({ type: 'signalling', state: 'lost', code: 1006 })
      await nextFrame(video)
      await link.waitFor('signalling', ({ state }) => state === 'back')
      expect(link.eventsOf('lost')).toEqual([])
      await nextFrame(video)
      expect(peers.filter(({ connectionState }) => connectionState === 'connected')).toHaveLength(1)
    })

    it('is lost when media dies during the reconnect, and returns', async () => {
      const { link, server, engine, video } = await playing({ version, standIn: { retryMs: 1500 } })
      server.last.drop(1006, '', { streamerHears: false })
      engine.last.peer.close()
      await link.waitFor('lost')
      await link.waitFor('returned')
      expect(link.eventsOf('signalling').map(({ state }) => state)).toEqual(['lost', 'back'])
      await nextFrame(video)
    })

    it('ends with 4007 when it gives up', async () => {
      const { link, server, engine } = await playing({ version, standIn: { retryMs: 50, windowMs: 0 } })
      server.options.accepts = false
      engine.last.peer.close()
      server.last.drop(1006)
      await server.until(() => server.sockets.length > 1)
      server.last.drop(1006)
      expect(await link.waitFor('closed')).toMatchObject({ code: 4007 })
    })

    it.each([
      [1011, 'kicked', { code: 1011, reason: 'kicked' }],
      [4004, 'Maximum Runtime Reached', { code: 4004, reason: 'max-runtime' }],
      [1005, 'Project Inactive', { code: 4000 }],
    ])('ends with %i %s, and does not reconnect', async (code, reason, close) => {
      const { link, server } = await playing({ version, standIn: { retryMs: 50 } })
      server.last.drop(code, reason)
      expect(await link.waitFor('closed')).toMatchObject(close)
      vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
      await vi.advanceTimersByTimeAsync(60_000)
      vi.useRealTimers()
      expect(server.open).toEqual([])
    })

    it('leaves no socket, peer or element when the viewer leaves during a reconnect', async () => {
      const { end, server, peers, timers, video, engine } = await playing({
        version,
        standIn: { retryMs: 50 },
      })
      vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
      engine.last.peer.close()
      server.last.drop(1006)
      end()
      await vi.advanceTimersByTimeAsync(60_000)
      vi.useRealTimers()
      expect(server.open).toEqual([])
      expect(peers.filter(({ connectionState }) => connectionState !== 'closed')).toEqual([])
      expect(timers.size).toBe(0)
      expect([...document.querySelectorAll('video, audio, #stand-in, #infoOverlay')]).toEqual([video])
    })

    it('counts down with the SDK’s numbers, and stops at activity', async () => {
      const { link, connection } = await playing({ version, options: { settings: { afktimeout: 1 } } })
      const { remainingMs } = await link.waitFor('afk')
      expect(remainingMs).toBe(10_000)
      connection.command?.({ type: 'activity' })
      await link.waitFor('afk', ({ remainingMs }) => remainingMs === null)
      expect(link.eventsOf('closed')).toEqual([])
    })
  },
)

describe('the SDK', () => {
  it('is initialised once per page, and a second session fails with an error for the developer', async () => {
    const { end, connect, standIn } = await playing()
    end()
    const second = connect()
    expect(await second.link.waitFor('closed')).toEqual({
      type: 'closed',
      code: 1011,
      reason: 'already-initialised',
    })
    expect(standIn.calls).toHaveLength(1)
    expect(said[0]).toMatch(/^Standby: .*initialised before.*reload/s)
  })

  it('is not used up by a connection that is closed in the same task', async () => {
    const { end, connect, standIn } = open()
    end()
    const second = connect()
    await second.link.waitFor('progress')
    expect(standIn.calls).toHaveLength(1)
  })

  it.each([
    ['null', { appId: 'unknown' }, { code: 4002, cause: 'not-found' }],
    ['a list', { settings: { primaryCodec: 'none' } }, { code: 1003, cause: 'unsupported' }],
    ['an empty object', { sdk: () => ({}) }, { code: 1011, reason: 'already-initialised' }],
    [
      'an error',
      {
        sdk: () => {
          throw new Error('changed its mind')
        },
      },
      { code: 1011, cause: 'source-error' },
    ],
  ])('ends the session when it returns %s', async (_, options, close) => {
    const { link } = open({ options })
    expect(await link.waitFor('closed')).toMatchObject(close)
    expect(document.querySelector('#infoOverlay')).toBeNull()
  })

  it('reports a place in the queue, and ends the session for a final reason', async () => {
    const lab = open({ server: { maxPlayers: 0, streamers: [] } })
    await lab.server.until(() => lab.server.sockets.some(({ received }) => received.length > 0))
    const say = (message: object) => lab.server.last.say({ type: 'queue', ...message })
    say({ position: 0, message: 'You are in Queue' })
    say({ position: 2, message: 'You are in Queue' })
    say({ position: 1, message: 'You are in Queue' })
    expect(lab.link.events).toEqual([
      { type: 'queued', position: 2 },
      { type: 'queued', position: 1 },
    ])
    say({ position: 0, message: 'Application Not Found' })
    expect(lab.link.eventsOf('closed')).toMatchObject([{ code: 4002 }])
  })
})

it('throws without the SDK or the appId', () => {
  expect(() => streampixel({ appId: 'app' } as never)).toThrow(/^Standby: .*StreamPixelApplication/)
  expect(() => streampixel({ sdk: () => null } as never)).toThrow(/^Standby: .*appId/)
})
