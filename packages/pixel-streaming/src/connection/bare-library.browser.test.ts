/**
 * What the library does without the source: the reasons for the workarounds in the source. If one of these tests fails
 * with a new version of the library, the workaround for it can be removed.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchPeers } from './page.fixture.ts'
import { signallingServer, type ServerOptions } from '../signalling/signalling-server.fixture.ts'
import { type RealStreamer, realStreamer } from './streamer.fixture.ts'
import { versions } from './versions.fixture.ts'

const left: (() => void)[] = []

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
afterEach(() => {
  for (const leave of left.splice(0)) leave()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe.each(versions)('the library for %s without the source', (_, library) => {
  function bare(serverOptions: Partial<ServerOptions> = {}) {
    watchPeers()
    const engine: RealStreamer = realStreamer()
    const server = signallingServer({ streamer: engine.streamer, ...serverOptions })
    vi.stubGlobal('WebSocket', server.WebSocket)
    const place = document.createElement('div')
    document.body.append(place)
    const add = vi.spyOn(window, 'addEventListener')
    const player = new library.PixelStreaming(
      new library.Config({
        initialSettings: { ss: 'wss://stream.example.com', StartVideoMuted: true, AutoConnect: false },
        useUrlParams: false,
      }),
      { videoElementParent: place },
    )
    const heard: [type: string, data: Record<string, unknown>][] = []
    for (const type of [
      'webRtcDisconnected',
      'webRtcFailed',
      'subscribeFailed',
      'playStream',
      'dataChannelClose',
    ])
      player.addEventListener(type, ({ data }: { data: Record<string, unknown> }) => {
        heard.push([type, data])
      })
    const happened = (type: string) => expect.poll(() => heard.map(([one]) => one)).toContain(type)
    left.push(() => {
      player.disconnect()
      engine.close()
      place.remove()
      for (const [type, listener, options] of add.mock.calls)
        window.removeEventListener(type, listener, options)
    })
    return { player, engine, server, place, heard, happened, added: add.mock.calls }
  }

  async function playing() {
    const lab = bare()
    lab.player.connect()
    await lab.happened('playStream')
    return lab
  }

  it('reconnects after a kick, and does not report its code', async () => {
    const { server, heard } = await playing()
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    server.last.drop(1011, 'kicked')
    expect(JSON.stringify(heard.at(-1))).toMatch(/webRtcDisconnected.*kicked/)
    expect(JSON.stringify(heard)).not.toContain('1011')
    await vi.advanceTimersByTimeAsync(2500)
    expect(server.sockets).toHaveLength(2)
  })

  it('reconnects after disconnect()', async () => {
    const { server, player } = await playing()
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    server.last.drop(1006)
    player.disconnect()
    await vi.advanceTimersByTimeAsync(2500)
    expect(server.open).toHaveLength(1)
  })

  it('emits no disconnect when media dies and signalling lives', async () => {
    const { engine, heard, happened } = await playing()
    engine.last.peer.close()
    await happened('dataChannelClose')
    expect(heard.map(([type]) => type).filter((type) => type.startsWith('webRtc'))).toEqual([])
  })

  it('emits a disconnect when signalling dies and media lives', async () => {
    const { server, heard, place } = await playing()
    server.last.drop(1001, '', { streamerHears: false })
    expect(heard.at(-1)?.[0]).toBe('webRtcDisconnected')
    const video = place.querySelector('video')!
    await new Promise<void>((resolve) => void video.requestVideoFrameCallback(() => resolve()))
  })

  it('waits forever when the streamer is full', async () => {
    const { server, player, happened } = bare({ maxPlayers: 0 })
    player.connect()
    await happened('subscribeFailed')
    server.options.maxPlayers = 1
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.last.received.filter(({ type }) => type === 'subscribe')).toHaveLength(1)
  })

  it('stops without an event when there is no streamer', async () => {
    const { server, player, heard } = bare({ streamers: [] })
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    player.connect()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.last.received.filter(({ type }) => type === 'listStreamers')).toHaveLength(4)
    expect(heard).toEqual([])
  })

  it('sends keys that are typed anywhere on the page', async () => {
    const { engine } = await playing()
    await expect.poll(() => engine.last.channel.readyState).toBe('open')
    document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyA', key: 'a', keyCode: 65 }))
    await engine.until(() => engine.received.some(({ type }) => type === 60))
  })

  it('leaves its elements and listeners behind', async () => {
    const { player, place, added } = await playing()
    const remove = vi.spyOn(window, 'removeEventListener')
    player.disconnect()
    expect(place.querySelectorAll('video')).toHaveLength(1)
    expect(added.map(([type]) => type)).toContain('resize')
    expect(remove.mock.calls.map(([type]) => type)).not.toContain('resize')
  })
})
