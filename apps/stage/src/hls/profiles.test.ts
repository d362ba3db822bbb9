import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStage, type Stage, type StageStream, type StreamOptions } from '../index.ts'
import { answer, levelUrl, nextSegment, outcomeOf, playlist, request } from './viewer.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

// A wide window, so that a playlist that is read late still begins with the first segment.
const open = (options: StreamOptions): Promise<StageStream> =>
  stage.createStream({ warmMs: 6000, window: 30, ...options })

describe('mux', () => {
  it.concurrent('ends after its window and starts over with new names', async () => {
    const stream = await open({ profile: 'mux', reconnectWindowMs: 300 })
    const [stopped, ended] = [stream.next('encoder-stopped'), stream.next('ended')]
    await stream.inject('encoder-drop')
    expect((await ended).at - (await stopped).at).toBeGreaterThanOrEqual(299)
    expect(await playlist(stream.url)).toMatchObject({ ended: true, mediaSequence: 0 })
    await stream.inject('encoder-return')
    expect(await nextSegment(stream)).toMatchObject({ sequence: 0, run: 2, discontinuity: false })
    expect((await playlist(stream.url)).names[0]).toBe('segment-b-0.m4s')
    await stream.close()
  })

  it.concurrent('does not end when the encoder returns inside the window', async () => {
    const stream = await open({ profile: 'mux', reconnectWindowMs: 1900 })
    await stream.inject('encoder-drop')
    await stream.inject('encoder-return')
    // A segment takes longer than the rest of the window.
    expect(await nextSegment(stream)).toMatchObject({ discontinuity: true })
    expect(stream.state.ended).toBe(false)
    await stream.close()
  })
})

describe('mux-slate', () => {
  it.concurrent.each(['fmp4', 'ts'] as const)(
    'shows a slate while the encoder is away, then the encoder’s picture again (%s)',
    async (container) => {
      const stream = await open({ profile: 'mux-slate', container })
      const slate = stream.next('segment-listed', ({ run }) => run === 0)
      await stream.inject('encoder-drop')
      expect(stream.state).toMatchObject({ encoder: 'stopped', ended: false })
      expect(await slate).toMatchObject({ discontinuity: true })
      // The slate goes on.
      expect(await nextSegment(stream)).toMatchObject({ run: 0, discontinuity: false })
      const pictures = await playlist(stream.url)
      expect(await outcomeOf(pictures.segments.at(-1) ?? '')).toBe(200)
      const back = stream.next('segment-listed', ({ run }) => run === 2)
      await stream.inject('encoder-return')
      expect(await back).toMatchObject({ discontinuity: true })
      expect(await nextSegment(stream)).toMatchObject({ run: 2, discontinuity: false })
      await stream.close()
    },
  )

  it.concurrent('ends after its window and stops the slate', async () => {
    const stream = await open({ profile: 'mux-slate', reconnectWindowMs: 3500 })
    const [slate, ended] = [stream.next('segment-listed', ({ run }) => run === 0), stream.next('ended')]
    await stream.inject('encoder-drop')
    await slate
    await ended
    const list = await playlist(stream.url)
    expect(list.ended).toBe(true)
    // Another stream's segments are the clock.
    const clock = await open({})
    await nextSegment(clock)
    await nextSegment(clock)
    expect((await playlist(stream.url)).text).toBe(list.text)
    await Promise.all([stream.close(), clock.close()])
  })

  it.concurrent('shows no slate without a window', async () => {
    const stream = await open({ profile: 'mux-slate', reconnectWindowMs: 0 })
    const ended = stream.next('ended')
    await stream.inject('encoder-drop')
    await ended
    expect(stream.events().some((event) => event.type === 'segment-listed' && event.run === 0)).toBe(false)
    await stream.close()
  })
})

describe('nginx-rtmp', () => {
  it.concurrent('freezes, is cleaned up to 404, and counts from 0 with the same names', async () => {
    const stream = await open({ profile: 'nginx-rtmp', reconnectWindowMs: 300 })
    const { segments, names } = await playlist(stream.url)
    const [stopped, removed] = [stream.next('encoder-stopped'), stream.next('removed')]
    await stream.inject('encoder-drop')
    expect((await removed).at - (await stopped).at).toBeGreaterThanOrEqual(299)
    expect([await outcomeOf(stream.url), await outcomeOf(segments[0] ?? '')]).toEqual([404, 404])
    expect(stream.state).toMatchObject({ removed: true, ended: false })
    await stream.inject('encoder-return')
    expect(await outcomeOf(stream.url)).toBe(404)
    await nextSegment(stream)
    const list = await playlist(stream.url)
    expect(list.mediaSequence).toBe(0)
    expect(list.names[0]).toBe('segment-a-0.m4s')
    expect(names).toContain('segment-a-0.m4s')
    expect(stream.state.removed).toBe(false)
    await stream.close()
  })

  it.concurrent('continues inside the window, without counting discontinuities', async () => {
    const stream = await open({ profile: 'nginx-rtmp' })
    await stream.inject('encoder-drop')
    await stream.inject('encoder-return')
    await nextSegment(stream)
    const { discontinuities, text } = await playlist(stream.url)
    expect(discontinuities).toBe(1)
    expect(text).not.toContain('DISCONTINUITY-SEQUENCE')
    await stream.close()
  })
})

describe('mediamtx', () => {
  it.concurrent('is gone at once and comes back from 0 with new names', async () => {
    const stream = await open({ profile: 'mediamtx', container: 'ts' })
    await stream.inject('encoder-drop')
    expect(await outcomeOf(stream.url)).toBe(404)
    const live = stream.next('live')
    await stream.inject('encoder-return')
    await live
    const list = await playlist(stream.url)
    expect(list.mediaSequence).toBe(0)
    expect(list.names[0]).toBe('segment-b-0.ts')
    await stream.close()
  })
})

describe('low-latency', () => {
  it.concurrent('ends at once, with the rest of the open segment', async () => {
    const stream = await open({ profile: 'low-latency' })
    await stream.inject('encoder-drop')
    const list = await playlist(stream.url)
    expect(list.ended).toBe(true)
    expect(list.text).not.toContain('EXT-X-PART')
    expect(await outcomeOf(list.segments.at(-1) ?? '')).toBe(200)
    await stream.close()
  })

  it.concurrent('answers a blocked reload when the stream ends', async () => {
    const stream = await open({ profile: 'low-latency' })
    const { sequence } = stream.state
    const blocked = answer(`${stream.url}?_HLS_msn=${(sequence ?? 0) + 2}`)
    await stream.inject('encoder-drop')
    expect((await blocked).text).toContain('#EXT-X-ENDLIST')
    await stream.close()
  })

  it.concurrent('lists only whole segments of a transport stream', async () => {
    const stream = await open({ profile: 'low-latency', container: 'ts' })
    const { text, segments } = await playlist(stream.url)
    expect(text).not.toMatch(/EXT-X-PART|SERVER-CONTROL/)
    expect(segments.length).toBeGreaterThanOrEqual(3)
    await stream.close()
  })
})

describe('a low-latency stream with parts', () => {
  let stream: StageStream
  beforeAll(async () => {
    stream = await open({ profile: 'low-latency', levels: 2 })
  })
  const media = (query = ''): string => `${levelUrl(stream, 0)}${query}`

  it.concurrent('blocks a reload until the part exists', async () => {
    const sequence = stream.state.sequence ?? 0
    // This reload waits for two more segments: the first is listed while it is blocked.
    const blocked = answer(media(`?_HLS_msn=${sequence + 2}`))
    expect(await Promise.race([blocked, nextSegment(stream)])).toMatchObject({ type: 'segment-listed' })
    expect((await blocked).text).toContain(`\nsegment-a-${sequence + 2}.m4s\n`)

    const { text } = await answer(media(`?_HLS_msn=${sequence + 3}&_HLS_part=2`))
    expect(text).toContain(`segment-a-${sequence + 3}.2.m4s`)
    const parts = [...text.matchAll(/#EXT-X-PART:DURATION=([\d.]+),URI="([^"]+)"/g)]
    expect(parts.map((match) => match[1])).toEqual(parts.map(() => '0.40000'))
    const files = await Promise.all(parts.map((match) => answer(new URL(match[2] ?? '', media()).href)))
    expect(files.filter(({ status, body }) => status !== 200 || body.length < 1000)).toEqual([])
  })

  it.concurrent('answers a request for the hinted part once the part exists', async () => {
    const { text } = await answer(media())
    const hint = /#EXT-X-PRELOAD-HINT:TYPE=PART,URI="([^"]+)"/.exec(text)?.[1] ?? ''
    expect(await request(new URL(hint, media()).href)).toMatchObject({ status: 200 })
  })

  it.concurrent('has parts that add up to their segment, byte for byte', async () => {
    const base = stream.url.replace('index.m3u8', '1/')
    const { sequence } = await nextSegment(stream)
    const parts = await Promise.all(
      [0, 1, 2, 3, 4].map((part) => answer(`${base}segment-a-${sequence}.${part}.m4s`)),
    )
    const whole = await answer(`${base}segment-a-${sequence}.m4s`)
    expect(Buffer.concat(parts.map(({ body }) => body)).equals(whole.body)).toBe(true)
  })

  it.concurrent('refuses a reload far ahead, and an invalid one', async () => {
    const status = (query: string): Promise<number | string> => outcomeOf(media(`?${query}`))
    expect([
      await status('_HLS_msn=9999'),
      await status('_HLS_msn=-1'),
      await status('_HLS_msn=two'),
      await status('_HLS_msn=1'),
    ]).toEqual([400, 400, 400, 200])
  })
})

describe('a DVR stream', () => {
  it.concurrent('keeps the whole broadcast in an event playlist', async () => {
    const stream = await stage.createStream({ dvr: true, window: 3, warmMs: 10_000 })
    const list = await playlist(stream.url)
    expect(list.text).toContain('#EXT-X-PLAYLIST-TYPE:EVENT')
    expect(list.mediaSequence).toBe(0)
    expect(list.segments.length).toBeGreaterThanOrEqual(5)
    expect(await outcomeOf(list.segments[0] ?? '')).toBe(200)
    await stream.close()
  })
})
