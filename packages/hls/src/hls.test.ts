import { createTestLink, manualEnvironment } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeDetails } from './engines/hls-js/fake-hls.fixture.ts'
import { hls } from './hls.ts'
import { openLab, page, refused, settle, src } from './engines/lab.fixture.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

describe('the source', () => {
  it('has an id without a query, and defaults for a broadcast', () => {
    expect(hls({ src: `${src}?token=secret` })).toMatchObject({
      kind: 'hls',
      id: 'hls:https://example.com/live.m3u8',
      defaults: { afk: false, reconnectWindowMs: 60_000 },
    })
    expect(hls({ src: () => src, id: 'main stage' }).id).toBe('main stage')
  })

  it.each(['reduced', 'low'] as const)('does not wait for an encoder at %s latency', (latencyMode) => {
    expect(hls({ src, latencyMode }).defaults?.reconnectWindowMs).toBe(0)
  })
})

describe('a start', () => {
  it('loads the stream, then reports that it is assigned and waits for the first frame', async () => {
    const lab = await openLab()
    expect(lab.player.taken()).toEqual(['attachMedia', `loadSource ${src}`])
    lab.player.list(fakeDetails(6))
    expect(lab.link.events.slice(0, 2)).toEqual([
      { type: 'assigned' },
      { type: 'progress', step: 'first-frame' },
    ])
  })

  it.each([
    ["Cannot find package 'hls.js' imported from /app/index.js", 1003, 'missing-peer'],
    ['Failed to load chunk /_next/static/chunks/4f.js from module 81', 4101, 'network'],
    ["'text/html' is not a valid JavaScript MIME type.", 4101, 'network'],
  ])('closes with the reason why hls.js was not loaded: %s', async (message, code, cause) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const link = createTestLink()
    hls({ src, hls: () => Promise.reject(new Error(message)) }).connect(link)
    expect(await link.waitFor('closed')).toMatchObject({ code, cause })
  })

  it('loads before there is a view, and attaches when there is one', async () => {
    const lab = await openLab({ attached: false })
    expect(lab.player.taken()).toEqual([`loadSource ${src}`])
    lab.connection.attach?.({ video: lab.video.element, container: {} as HTMLElement })
    expect(lab.player.taken()).toEqual(['attachMedia'])
  })

  it('keeps the element attached when the view goes and comes back', async () => {
    const lab = await openLab({ attached: false })
    const surface = { video: lab.video.element, container: {} as HTMLElement }
    lab.player.taken()
    lab.connection.attach?.(surface)?.()
    lab.connection.attach?.(surface)
    expect(lab.player.taken()).toEqual(['attachMedia'])
  })

  it.each(['', 'not a url', 'javascript:alert(1)'])('closes on %j as an address', async (address) => {
    const lab = await openLab({ src: address })
    expect(lab.link.events).toEqual([{ type: 'closed', code: 1003, cause: 'invalid-url' }])
    expect(lab.player?.destroyed ?? true).toBe(true)
  })

  it('resolves a relative address against the page', async () => {
    const lab = await openLab({ src: '/live/index.m3u8' })
    expect(lab.player.taken()).toContain('loadSource https://page.example/live/index.m3u8')
  })

  it('calls a function for the address', async () => {
    const ask = vi.fn(() => Promise.resolve(src))
    const lab = await openLab({ src: ask, attempt: 4 })
    expect(ask).toHaveBeenCalledExactlyOnceWith({ attempt: 4, reason: 'connect' })
    expect(lab.player.taken()).toContain(`loadSource ${src}`)
  })

  it('closes with a code that the session retries when that function fails', async () => {
    const lab = await openLab({ src: () => Promise.reject(new Error('no token')) })
    expect(lab.link.events).toEqual([{ type: 'closed', code: 1006, cause: 'source-error' }])
    expect(lab.player.destroyed).toBe(true)
  })

  it.each([
    [503, { code: 1013, cause: 'server' }],
    [403, { code: 1008, cause: 'forbidden' }],
    [401, { code: 1008, cause: 'forbidden' }],
  ])('closes on the status %d', async (status, close) => {
    const lab = await openLab()
    lab.player.fail(refused('manifestLoadError', status, true))
    await settle()
    expect(lab.last('closed')).toMatchObject(close)
    expect(lab.player.destroyed).toBe(true)
  })

  it('tells a CORS refusal from a network failure', async () => {
    const reachable = manualEnvironment({
      document: page as unknown as Document,
      fetch: () => Promise.resolve(new Response()),
    })
    const refusedByCors = await openLab({ environment: reachable })
    refusedByCors.player.fail(refused('manifestLoadError', 0, true))
    await settle()
    expect(refusedByCors.last('closed')).toMatchObject({ code: 1008, cause: 'cors' })
    expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/^Standby: .*CORS.*Access-Control/s))

    const cutOff = await openLab()
    cutOff.player.fail(refused('manifestLoadError', 0, true))
    await settle()
    expect(cutOff.last('closed')).toMatchObject({ code: 1006, cause: 'network' })
  })

  it('closes on a web page, and explains that it is no playlist', async () => {
    const lab = await openLab()
    lab.player.fail({ details: 'manifestParsingError', response: { data: '<!doctype html>' }, fatal: true })
    await settle()
    expect(lab.last('closed')).toMatchObject({ code: 1003, cause: 'not-a-playlist' })
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('#EXTM3U'))
  })

  it('closes on a recording', async () => {
    const lab = await openLab()
    lab.player.list(fakeDetails(6, { live: false, type: 'VOD' }))
    await settle()
    expect(lab.last('closed')).toMatchObject({ code: 1003, cause: 'not-a-playlist', reason: 'recording' })
    expect(lab.types()).toEqual(['closed'])
  })

  it('closes as ended on a stream that has ended', async () => {
    const lab = await openLab()
    lab.player.list(fakeDetails(6, { live: false }))
    await settle()
    expect(lab.last('closed')).toEqual({ type: 'closed', code: 1000, reason: 'ended' })
  })

  it('closes as unsupported without a codec that the browser can play', async () => {
    const lab = await openLab()
    lab.player.fail({ details: 'manifestIncompatibleCodecsError', fatal: true })
    expect(lab.last('closed')).toMatchObject({ code: 1003, cause: 'unsupported' })
  })

  it('keeps an injected hls.js, whatever build it is', async () => {
    const lab = await openLab()
    lab.player.parsed([{}], [{ name: 'English', url: 'https://example.com/audio.m3u8' }])
    await settle()
    expect(lab.made).toHaveLength(1)
    expect(lab.player.destroyed).toBe(false)
  })

  it('closes as unsupported without Media Source Extensions and native HLS', async () => {
    const environment = manualEnvironment({ document: page as unknown as Document })
    const link = createTestLink({ environment })
    hls({ src }).connect(link)
    await settle()
    expect(link.events).toEqual([{ type: 'closed', code: 1003, cause: 'unsupported' }])
  })
})

describe('a close', () => {
  it('leaves nothing behind', async () => {
    const lab = await openLab()
    await lab.play()
    lab.connection.close(1000, 'left')
    lab.link.abort()
    await lab.wait(30_000)
    expect(lab.environment.timers).toBe(0)
    expect(lab.environment.listeners).toBe(0)
    expect(lab.video.listeners).toBe(0)
    expect(lab.player.destroyed).toBe(true)
    expect(lab.link.lateEvents).toEqual([])
  })

  it('leaves nothing behind in the middle of a start', async () => {
    let answer: (url: string) => void = () => {}
    const lab = await openLab({ src: () => new Promise<string>((resolve) => (answer = resolve)) })
    lab.connection.close(1000)
    answer(src)
    await settle()
    expect(lab.player.destroyed).toBe(true)
    expect(lab.environment.timers).toBe(0)
    expect(lab.link.events).toEqual([])
  })

  it('ends a poll for a stream that is not live', async () => {
    const lab = await openLab()
    lab.player.fail(refused('manifestLoadError', 404, true))
    await lab.wait(3000)
    lab.connection.close(1000)
    await settle()
    expect(lab.made.every(({ destroyed }) => destroyed)).toBe(true)
  })
})
