import { createTestLink, manualEnvironment, sourceConformance } from '@standby/core/testing'
import type { Environment } from '@standby/core/source'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { connectionModule, hls } from '../../hls.ts'
import { memoryServer, type MemoryAnswer } from './memory-loader.fixture.ts'
import type { HlsOptions } from '../../options.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const list = (start: number, count: number, more: string[] = [], name = 'a') =>
  [
    '#EXTM3U',
    '#EXT-X-TARGETDURATION:2',
    `#EXT-X-MEDIA-SEQUENCE:${start}`,
    ...Array.from({ length: count }, (_, i) => `#EXTINF:2,\n${name}${start + i}.ts`),
    ...more,
    '',
  ].join('\n')
const ok = (text: string): MemoryAnswer => ({ status: 200, text })
const isSegment = (url: URL) => url.pathname.endsWith('.ts')

/** An environment with real timers, and a network that never answers. */
const environment = (): Environment => ({
  ...manualEnvironment(),
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
})

const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

type Answer = (url: URL) => MemoryAnswer | null

function connect(answer: Answer, options: Partial<HlsOptions> = {}) {
  const { requests, loader } = memoryServer(answer)
  const link = createTestLink({ environment: environment() })
  const connection = hls({ src: '/live/index.m3u8', hlsConfig: { loader }, ...options }).connect(link)
  const video = document.createElement('video')
  const show = () => connection.attach?.({ video, container: document.createElement('div') })
  opened.push(() => {
    connection.close(1000)
    link.abort()
  })
  return { requests, link, video, connection, show }
}

function open(answer: Answer, options: Partial<HlsOptions> = {}) {
  const opened = connect(answer, options)
  opened.show()
  return opened
}

describe('a real hls.js', () => {
  it('is loaded as its light build, and gets the address of the stream', async () => {
    const { link, requests } = open((url) => (isSegment(url) ? null : ok(list(0, 7))))
    await link.waitFor('assigned')
    expect(requests[0]).toBe('/live/index.m3u8')
    expect(link.events.map(({ type }) => type)).toEqual(['assigned', 'progress'])
  })

  it('waits for a stream that is not live yet, without touching the element', async () => {
    let live = false
    const { link, video } = open((url) => (isSegment(url) ? null : live ? ok(list(0, 3)) : { status: 404 }))
    await link.waitFor('not-live', ({ reason }) => reason === 'not-started')
    const emptied = vi.fn()
    video.addEventListener('emptied', emptied)
    live = true
    await link.waitFor('assigned')
    expect(emptied).not.toHaveBeenCalled()
  })

  it.each<[string, MemoryAnswer, object]>([
    ['a web page', ok('<!doctype html>'), { type: 'closed', code: 1003, cause: 'not-a-playlist' }],
    [
      'a recording',
      ok(list(0, 3, ['#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-ENDLIST'])),
      { code: 1003, reason: 'recording' },
    ],
    ['a stream that has ended', ok(list(0, 3, ['#EXT-X-ENDLIST'])), { code: 1000, reason: 'ended' }],
    ['a status 403', { status: 403 }, { code: 1008, cause: 'forbidden' }],
    ['a status 503', { status: 503 }, { code: 1013, cause: 'server' }],
  ])('closes on %s', async (_, answer, close) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { link } = open(() => answer)
    expect(await link.waitFor('closed')).toMatchObject(close)
    vi.restoreAllMocks()
  })

  it.each([
    ['an empty file', ''],
    ['a list without segments', '#EXTM3U\n#EXT-X-TARGETDURATION:2\n'],
  ])('waits on %s', async (_, text) => {
    const { link } = open(() => ok(text))
    expect(await link.waitFor('not-live')).toEqual({ type: 'not-live', reason: 'empty' })
  })

  it('loads no segment of a broadcast that has ended, even when its element comes late', async () => {
    let answer = list(0, 7, ['#EXT-X-ENDLIST'])
    const { link, requests, show } = connect((url) => (isSegment(url) ? null : ok(answer)), {
      watchForRestart: true,
    })
    await link.waitFor('not-live', ({ reason }) => reason === 'ended')
    show()
    answer = list(0, 3, [], 'b')
    // This takes seconds: an ended stream is not polled more often.
    await link.waitFor('assigned')
    const segments = () => requests.filter((url) => url.endsWith('.ts'))
    await expect.poll(segments).toEqual(['/live/b0.ts'])
  })

  it('reads a playlist of 50,000 lines', async () => {
    const { link } = open((url) => (isSegment(url) ? null : ok(list(0, 25_000))))
    expect(await link.waitFor('assigned')).toEqual({ type: 'assigned' })
  })

  it('reloads the stream when the packager starts over', async () => {
    const lists = [list(90, 7), list(0, 2, [], 'b'), list(0, 3, [], 'b')]
    const { link, requests } = open((url) => (isSegment(url) ? null : ok(lists[0]!)))
    await link.waitFor('assigned')
    lists.shift()
    await expect.poll(() => requests).toContain('/live/b0.ts')
    expect(link.eventsOf('closed')).toEqual([])
  })

  it('goes on with a new signature in every level, without a reload', async () => {
    const master = (token: string) =>
      `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=320x180\nlow.m3u8${token}\n#EXT-X-STREAM-INF:BANDWIDTH=2,RESOLUTION=640x360\nhigh.m3u8${token}\n`
    let expired = false
    const { link, requests, video } = open(
      (url) => {
        if (isSegment(url)) return null
        if (expired && url.search === '?old') return { status: 403 }
        return ok(url.pathname.endsWith('index.m3u8') ? master(url.search) : list(0, 7))
      },
      { src: ({ reason }) => (reason === 'expired' ? '/live/index.m3u8?new' : '/live/index.m3u8?old') },
    )
    await link.waitFor('assigned')
    const emptied = vi.fn()
    video.addEventListener('emptied', emptied)
    expired = true
    await link.waitFor('retrying', ({ attempt }) => attempt === 0)
    expect(requests.at(-1)).toMatch(/\/(low|high)\.m3u8\?new$/)
    expect(emptied).not.toHaveBeenCalled()
    expect(link.eventsOf('closed')).toEqual([])
  })

  it('is replaced by its full build when the stream has separate audio', async () => {
    const master = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",DEFAULT=YES,URI="en.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",LANGUAGE="de",URI="de.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a",CODECS="avc1.42c01e,mp4a.40.2"',
      'video.m3u8',
      '',
    ].join('\n')
    const { link } = open((url) =>
      isSegment(url) ? null : ok(url.pathname.endsWith('index.m3u8') ? master : list(0, 7)),
    )
    const { audios } = await link.waitFor('tracks', (tracks) => !!tracks.audios)
    expect(audios?.items.map(({ label }) => label)).toEqual(['English', 'Deutsch'])
  })
})

describe('the source contract, with a real hls.js', () => {
  const { loader } = memoryServer((url) => (isSegment(url) ? null : ok(list(0, 7))))
  for (const { name, run } of sourceConformance(() =>
    hls({ src: '/live/index.m3u8', hlsConfig: { loader } }),
  ))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
