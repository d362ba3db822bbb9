import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control } from '../control/control.fixture.ts'
import type { FaultName } from './faults/faults.ts'
import { startStage, type Stage, type StageStream, type StreamOptions } from '../index.ts'
import { answer, clocksOf, levelUrl, nextSegment, outcomeOf, playlist, request } from './viewer.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

const open = (options: StreamOptions = {}): Promise<StageStream> =>
  stage.createStream({ warmMs: 6000, ...options })

const inject = (stream: StageStream, fault: FaultName, params: object = {}): Promise<unknown> =>
  control(stage.url, 'POST', `/streams/${stream.id}/faults/${fault}`, params)

/** The next segment that a fault damages. Call before the fault is injected. */
function nextDamaged(
  stream: StageStream,
  fault: FaultName,
): ReturnType<typeof stream.next<'segment-listed'>> {
  return stream.next('segment-listed', (event) => event.fault === fault)
}

/** The URL of a listed segment, and its initialization segment. */
async function find(
  stream: StageStream,
  sequence: number,
  level = 0,
): Promise<{ url: string; init: Buffer[] }> {
  const list = await playlist(levelUrl(stream, level))
  const url = list.segments[sequence - list.mediaSequence]
  if (!url) throw new Error(`segment ${sequence} is not in the playlist`)
  const init = list.inits[0] ? [(await answer(list.inits[0])).body] : []
  return { url, init }
}

/** Injects a fault and returns the segment that it damages. */
async function damage(
  stream: StageStream,
  fault: FaultName,
  params: object = {},
): Promise<{ url: string; init: Buffer[] }> {
  const listed = nextDamaged(stream, fault)
  await inject(stream, fault, params)
  return find(stream, (await listed).sequence)
}

describe('healthy segments', () => {
  it.concurrent.each([
    { container: 'fmp4', levels: 2, type: 'video/iso.segment' },
    { container: 'ts', levels: 2, type: 'video/mp2t' },
  ] as const)('play in every level ($container)', async ({ container, levels, type }) => {
    const stream = await open({ container, levels })
    for (const level of [0, 1]) {
      const list = await playlist(levelUrl(stream, level))
      const init = await Promise.all(list.inits.map(answer))
      const segment = await answer(list.segments.at(-1) ?? '')
      expect(segment.headers['content-type']).toBe(type)
      expect(init.map(({ headers }) => headers['content-type'])).toEqual(
        container === 'fmp4' ? ['video/mp4'] : [],
      )
      const clocks = await clocksOf([...init.map(({ body }) => body), segment.body], level)
      expect(clocks).toHaveLength(50)
      // PROGRAM-DATE-TIME equals the painted clock.
      const dates = [...list.text.matchAll(/DATE-TIME:(.*)/g)].map((match) => Date.parse(match[1] ?? ''))
      expect(clocks[0]).toEqual({ run: 1, timeMs: dates.at(-1) })
    }
    await stream.close()
  })

  it.concurrent('have captions with the same time', async () => {
    const stream = await open({ captions: true })
    expect((await answer(stream.url)).text).toContain('TYPE=SUBTITLES')
    const list = await playlist(stream.url.replace('index.m3u8', 'captions/index.m3u8'))
    const { text, headers } = await answer(list.segments[0] ?? '')
    expect(headers['content-type']).toBe('text/vtt')
    const date = /DATE-TIME:.*T(\d\d:\d\d:\d\d)/.exec(list.text)?.[1]
    expect(text).toContain(`It is ${date}, run 1.`)
    await stream.close()
  })

  it.concurrent('exist only under their own names', async () => {
    const stream = await open()
    const at = (path: string): Promise<number | string> => outcomeOf(stream.url.replace('index.m3u8', path))
    const missing = [
      '0/nothing.m4s',
      '1/segment-a-0.m4s',
      '0/segment-a-0.ts',
      '0/segment-a-0.vtt',
      '2/index.m3u8',
    ]
    const strange = ['0/segment-a-99999.m4s', '0/init-9.mp4', 'captions/index.m3u8', '0/../../x', '%2e%2e/x']
    for (const path of [...missing, ...strange]) expect(await at(path), path).toBe(404)
    expect(await at('0/segment-a-0.m4s')).toBe(200)
    const post = await request(`${stream.url}`, { method: 'POST' })
    expect(post).toMatchObject({ status: 405 })
    await stream.close()
  })
})

describe('a segment fault', () => {
  it.concurrent('segment-404 hits one segment in every level, on every request', async () => {
    const stream = await open({ levels: 2 })
    const listed = nextDamaged(stream, 'segment-404')
    await inject(stream, 'segment-404')
    const { sequence } = await listed
    for (const level of [0, 1, 0]) {
      expect(await outcomeOf((await find(stream, sequence, level)).url)).toBe(404)
      expect(await outcomeOf((await find(stream, sequence - 1, level)).url)).toBe(200)
    }
    await stream.close()
  })

  it.concurrent('segment-404 hits `count` segments', async () => {
    const stream = await open()
    const second = nextDamaged(stream, 'segment-404').then(() => nextDamaged(stream, 'segment-404'))
    const whole = second.then(() => nextSegment(stream))
    await inject(stream, 'segment-404', { count: 2 })
    expect(await whole).toMatchObject({ sequence: (await second).sequence + 1, fault: null })
    await stream.close()
  })

  it.concurrent('segment-corrupt sends noise that cannot be decoded', async () => {
    const stream = await open()
    const { url, init } = await damage(stream, 'segment-corrupt')
    const { status, body } = await answer(url)
    expect(status).toBe(200)
    expect(body.toString('latin1')).not.toContain('moof')
    expect(await clocksOf([...init, body], 0)).toEqual([])
    await stream.close()
  })

  it.concurrent('segment-corrupt keeps the structure when only the media is to be damaged', async () => {
    const stream = await open()
    const { url, init } = await damage(stream, 'segment-corrupt', { where: 'media' })
    const { body } = await answer(url)
    expect(body.toString('latin1', 4, 8)).toBe('moof')
    expect((await clocksOf([...init, body], 0)).filter(Boolean)).toEqual([])
    await stream.close()
  })

  it.concurrent('segment-truncated sends the first two fifths as a complete file', async () => {
    const stream = await open({ container: 'ts' })
    const { url } = await damage(stream, 'segment-truncated')
    const { body, headers } = await answer(url)
    expect(headers['content-length']).toBe(`${body.length}`)
    const frames = (await clocksOf([body], 0)).length
    expect(frames).toBeGreaterThan(5)
    expect(frames).toBeLessThan(45)
    await stream.close()
  })

  it.concurrent('segment-reset breaks the connection half-way', async () => {
    const stream = await open()
    const { url } = await damage(stream, 'segment-reset')
    const head = await fetch(url, { method: 'HEAD' })
    const outcome = await request(url)
    expect(outcome).toEqual({
      broken: 'ECONNRESET',
      received: Math.floor(Number(head.headers.get('content-length')) / 2),
    })
    await stream.close()
  })

  it.concurrent('segment-slow sends slowly, and the rest at once when lifted', async () => {
    const stream = await open()
    const { segments } = await playlist(stream.url)
    const whole = await answer(segments[0] ?? '')
    await inject(stream, 'segment-slow', { bytesPerSecond: 2000 })
    const slow = request(segments[0] ?? '')
    // The next segment takes 2 s; at this rate a tenth of this one has arrived by then.
    expect(await Promise.race([slow, nextSegment(stream)])).toMatchObject({ type: 'segment-listed' })
    await stream.lift('segment-slow')
    expect(await slow).toMatchObject({ status: 200, body: whole.body })
    await stream.close()
  })

  it.concurrent('gap lists segments without media until it is lifted', async () => {
    const stream = await open()
    const gapped = stream.next('segment-listed', (event) => event.gap)
    await inject(stream, 'gap')
    const { sequence } = await gapped
    const whole = stream.next('segment-listed', (event) => !event.gap)
    await control(stage.url, 'DELETE', `/streams/${stream.id}/faults/gap`)
    const after = await whole
    const list = await playlist(stream.url)
    expect(list.gaps).toBe(after.sequence - sequence)
    expect(list.discontinuities).toBe(0)
    expect(await outcomeOf((await find(stream, sequence)).url)).toBe(404)
    expect(await outcomeOf((await find(stream, after.sequence)).url)).toBe(200)
    await stream.close()
  })
})
