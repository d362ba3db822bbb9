import { createTestLink, manualEnvironment } from '@standby/core/testing'
import type { SourceEvent } from '@standby/core/source'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hls } from '../../hls.ts'
import { settle } from '../lab.fixture.ts'
import type { HlsOptions } from '../../options.ts'
import { manualVideo } from './video.fixture.ts'

const src = 'https://example.com/live.m3u8'
// A browser with native HLS and without Media Source Extensions. Node has none either.
const page = { baseURI: 'https://page.example/', createElement: () => ({ canPlayType: () => 'maybe' }) }

const playlist = (start: number, count: number, more: string[] = [], name = 'a') =>
  [
    '#EXTM3U',
    '#EXT-X-TARGETDURATION:2',
    `#EXT-X-MEDIA-SEQUENCE:${start}`,
    ...Array.from({ length: count }, (_, i) => `#EXTINF:2,\n${name}${start + i}.ts`),
    ...more,
    '',
  ].join('\n')

/** The server answers, and CORS hides the answer from the page. */
const hidden = 'hidden'
/** `null`: the server does not answer. */
type Answer = (() => Response) | typeof hidden | null

async function open(options: Partial<HlsOptions> = {}, first: Answer = () => new Response(playlist(0, 7))) {
  const lab = {
    /** What the server answers from now on. */
    answer: first,
    sequence: 0,
  }
  const answer = (mode: RequestMode | undefined): Response | null => {
    const isOpaque = mode === 'no-cors'
    if (lab.answer === hidden) return isOpaque ? new Response() : null
    return isOpaque ? null : (lab.answer?.() ?? null)
  }
  const environment = manualEnvironment({
    document: page as unknown as Document,
    fetch: async (_, init) => {
      const response = answer(init?.mode)
      if (!response) throw new TypeError('Failed to fetch')
      return response
    },
  })
  const source = hls({ src, ...options })
  const link = createTestLink({ environment })
  const connection = source.connect(link)
  const video = manualVideo()
  const hold = vi.fn()
  connection.attach?.({ video: video.element, container: {} as HTMLElement, hold })
  await settle()
  return {
    link,
    connection,
    video,
    hold,
    environment,
    set answer(next: Answer) {
      lab.answer = next
    },
    types: () => link.events.map(({ type }) => type).filter((type) => type !== 'tracks'),
    last: <T extends SourceEvent['type']>(type: T) => link.eventsOf(type).at(-1),
    async wait(ms: number) {
      for (let passed = 0; passed < ms; passed += 100) {
        video.play(100)
        environment.advance(100)
        if (passed % 500 === 0) await settle()
      }
    },
    /** Runs the encoder: one segment every 2 s, which the element buffers at once. */
    async live(seconds: number) {
      for (let passed = 0; passed < seconds; passed += 2) {
        lab.sequence++
        const text = playlist(lab.sequence, 7)
        lab.answer = () => new Response(text)
        video.seekable = video.buffered = [[0, (lab.sequence + 7) * 2]]
        await this.wait(2000)
      }
    },
    begin() {
      Object.assign(video, { position: 8, buffered: [[0, 14]], seekable: [[0, 14]] })
      video.fire('loadedmetadata')
    },
  }
}

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

describe('native playback', () => {
  it('reads the playlist before it gives the address to the element', async () => {
    const lab = await open()
    expect(lab.environment.requests.map(({ url }) => url)).toEqual([src])
    expect(lab.video.src).toBe(src)
    expect(lab.types()).toEqual(['assigned', 'progress'])
  })

  it.each([
    [404, 'not-started'],
    [412, 'not-started'],
  ])('waits for a stream that answers %d, and begins by itself', async (status, reason) => {
    const lab = await open({}, () => new Response('', { status }))
    expect(lab.link.events).toEqual([{ type: 'not-live', reason }])
    expect(lab.video.src).toBe('')
    lab.answer = () => new Response(playlist(0, 3))
    await lab.wait(6000)
    expect(lab.video.src).toBe(src)
    expect(lab.types()).toEqual(['not-live', 'assigned', 'progress'])
  })

  it.each([
    [() => new Response('<!doctype html>'), { code: 1003, cause: 'not-a-playlist' }],
    [() => new Response('', { status: 403 }), { code: 1008, cause: 'forbidden' }],
    [() => new Response('', { status: 500 }), { code: 1013, cause: 'server' }],
    [() => new Response(playlist(0, 3, ['#EXT-X-ENDLIST'])), { code: 1000, reason: 'ended' }],
    [
      () => new Response(playlist(0, 3, ['#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-ENDLIST'])),
      { code: 1003, reason: 'recording' },
    ],
  ])('closes when there is nothing to play (%#)', async (answer, close) => {
    const lab = await open({}, answer)
    expect(lab.last('closed')).toMatchObject(close)
  })

  it('reports that the encoder is away, waits, and reports when it is back', async () => {
    const lab = await open()
    lab.begin()
    await lab.live(10)
    const before = lab.environment.requests.length
    await lab.wait(10_000)
    expect(lab.types().slice(2)).toEqual(['lost', 'stalled'])
    expect(lab.last('stalled')).toEqual({ type: 'stalled', cause: 'far-end' })
    // The requests are half a target duration apart.
    expect(lab.environment.requests.length - before).toBeLessThanOrEqual(11)
    await lab.live(4)
    expect(lab.types()).toContain('returned')
    // Chromium ends a live stream at any other rate.
    expect(lab.video.rates.every((rate) => rate === 0 || rate === 1)).toBe(true)
  })

  it('keeps requesting a playlist that fails, and reports it', async () => {
    const lab = await open()
    lab.begin()
    await lab.live(4)
    lab.answer = () => new Response('', { status: 404 })
    await lab.wait(10_000)
    expect(lab.link.eventsOf('retrying').length).toBeGreaterThan(5)
    expect(lab.last('retrying')).toMatchObject({ cause: 'server' })
    lab.answer = null
    await lab.wait(10_000)
    expect(lab.last('retrying')).toMatchObject({ cause: 'network' })
    expect(lab.types()).not.toContain('closed')
  })

  it('reloads the element when it failed and the playlist did not', async () => {
    const lab = await open()
    lab.begin()
    await lab.live(4)
    const { loads } = lab.video
    lab.video.error = { code: 2 }
    lab.video.fire('error')
    await settle()
    expect(lab.video.loads).toBe(loads + 1)
    expect(lab.hold).toHaveBeenCalled()
  })

  it('reloads at once when the network is back while a reload waits', async () => {
    const lab = await open()
    lab.begin()
    await lab.live(4)
    lab.answer = () => new Response(playlist(0, 1))
    lab.environment.advance(2000)
    await settle()
    lab.answer = null
    lab.video.position = lab.video.buffered[0]![1]
    lab.environment.advance(200)
    await settle()
    const { loads } = lab.video
    lab.answer = () => new Response(playlist(0, 7))
    lab.environment.setOnline(false)
    lab.environment.setOnline(true)
    await settle()
    expect(lab.video.loads).toBe(loads + 1)
  })

  it('closes after four decoder errors in a row', async () => {
    const lab = await open()
    lab.begin()
    lab.video.buffered = []
    for (let i = 0; i < 4; i++) {
      lab.video.error = { code: 3 }
      lab.video.fire('error')
      await lab.wait(6000)
    }
    expect(lab.last('closed')).toMatchObject({ code: 1003, cause: 'decoder' })
  })

  it.each([
    ['other sequence numbers', () => playlist(0, 1)],
    ['other segments under the same sequence numbers', () => playlist(2, 7, [], 'b')],
  ])('reloads a stream that starts over with %s', async (_, text) => {
    const lab = await open()
    lab.begin()
    await lab.live(4)
    const { loads } = lab.video
    lab.answer = () => new Response(text())
    await lab.wait(12_000)
    expect(lab.video.loads).toBeGreaterThan(loads)
    expect(lab.types()).not.toContain('closed')
  })

  it('ends when the element has shown everything', async () => {
    const lab = await open()
    lab.begin()
    await lab.live(4)
    lab.answer = () => new Response(playlist(2, 7, ['#EXT-X-ENDLIST']))
    await lab.wait(3000)
    expect(lab.types().at(-1)).toBe('ending')
    lab.video.fire('ended')
    expect(lab.last('closed')).toEqual({ type: 'closed', code: 1000, reason: 'ended' })
  })

  it('plays a stream that CORS does not let it read', async () => {
    const lab = await open({}, hidden)
    expect(lab.video.src).toBe(src)
    expect(lab.link.events[0]).toEqual({ type: 'assigned' })
  })

  it('follows the playlist once a reload can read it', async () => {
    const lab = await open({}, hidden)
    lab.begin()
    lab.answer = () => new Response(playlist(0, 7))
    lab.video.error = { code: 2 }
    lab.video.fire('error')
    lab.video.error = null
    await settle()
    const before = lab.environment.requests.length
    await lab.live(4)
    expect(lab.environment.requests.length).toBeGreaterThan(before)
    // The playlist has no end tag, so the broadcast goes on.
    lab.video.fire('ended')
    expect(lab.types()).not.toContain('closed')
  })

  it('leaves nothing behind', async () => {
    const lab = await open()
    lab.begin()
    await lab.live(4)
    lab.connection.close(1000)
    lab.link.abort()
    await lab.wait(10_000)
    expect(lab.environment.timers).toBe(0)
    expect(lab.video.listeners).toBe(0)
    expect(lab.video.src).toBe('')
    expect(lab.link.lateEvents).toEqual([])
  })
})
