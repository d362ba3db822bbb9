import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control } from '../../control/control.fixture.ts'
import type { FaultName } from './faults.ts'
import { startStage, type Stage, type StageStream, type StreamOptions } from '../../index.ts'
import { answer, clocksOf, nextSegment, outcomeOf, playlist } from '../viewer.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

const open = (options: StreamOptions = {}): Promise<StageStream> =>
  stage.createStream({ warmMs: 6000, ...options })

async function inject(
  stream: StageStream,
  fault: FaultName,
  params: object = {},
): Promise<Record<string, unknown>> {
  const { status, json } = await control(stage.url, 'POST', `/streams/${stream.id}/faults/${fault}`, params)
  expect(status, JSON.stringify(json)).toBe(200)
  return json
}

/** The first segment of a later run. Call before the fault is injected. */
function firstOfRun(stream: StageStream, run: number): ReturnType<typeof stream.next<'segment-listed'>> {
  return stream.next('segment-listed', (event) => event.run === run)
}

/** Frames of the newest segment, as a viewer decodes them. */
async function newestClocks(stream: StageStream): ReturnType<typeof clocksOf> {
  const { inits, segments } = await playlist(stream.url)
  const files = await Promise.all([...inits.slice(-1), ...segments.slice(-1)].map(answer))
  return clocksOf(
    files.map(({ body }) => body),
    0,
  )
}

describe('an encoder', () => {
  it.concurrent('exits when dropped, and the playlist freezes', async () => {
    const stream = await open()
    const stopped = stream.next('encoder-stopped')
    await inject(stream, 'encoder-drop')
    expect(await stopped).toMatchObject({ run: 1, reason: 'killed' })
    const [before, state] = [await playlist(stream.url), stream.state]
    expect(state).toMatchObject({ encoder: 'stopped', run: 1, ended: false, activeFaults: ['encoder-drop'] })
    // Another stream's encoder is the clock: one more segment there, none here.
    const other = await open()
    await nextSegment(other)
    expect((await playlist(stream.url)).text).toBe(before.text)
    await Promise.all([stream.close(), other.close()])
  })

  it.concurrent.each(['fmp4', 'ts'] as const)(
    'continues the sequence with a discontinuity when it returns (%s)',
    async (container) => {
      const stream = await open({ container })
      await inject(stream, 'encoder-drop')
      const before = await playlist(stream.url)
      const first = firstOfRun(stream, 2)
      const returned = Date.now()
      await inject(stream, 'encoder-return')
      const { sequence, run, discontinuity, at, startMs } = await first
      expect({ sequence, run, discontinuity }).toEqual({
        sequence: before.mediaSequence + before.segments.length,
        run: 2,
        discontinuity: true,
      })
      // A segment is 2 s long, so it cannot be listed earlier.
      expect(at - returned).toBeGreaterThanOrEqual(2000)
      const after = await playlist(stream.url)
      expect(after.discontinuities).toBe(1)
      expect(after.inits).toHaveLength(container === 'fmp4' ? 2 : 0)
      expect((await newestClocks(stream))[0]).toEqual({ run: 2, timeMs: startMs })
      expect(stream.state).toMatchObject({ encoder: 'running', run: 2, activeFaults: [] })
      await stream.close()
    },
  )

  it.concurrent('returns after `durationMs`, or when the drop is lifted', async () => {
    const stream = await open()
    const back = stream.next('encoder-started')
    await inject(stream, 'encoder-drop', { durationMs: 200 })
    expect(await back).toMatchObject({ run: 2 })
    await inject(stream, 'encoder-drop')
    const started = stream.next('encoder-started')
    await stream.lift('encoder-drop')
    expect(await started).toMatchObject({ run: 3 })
    await stream.close()
  })

  it.concurrent('cannot return while it runs', async () => {
    const stream = await open()
    const { status, json } = await control(stage.url, 'POST', `/streams/${stream.id}/faults/encoder-return`)
    expect(status).toBe(409)
    expect(json['error']).toBe('Standby: The encoder is running; drop it first.')
    await stream.close()
  })

  it.concurrent('is treated as dropped when its process dies', async () => {
    const stream = await open({ profile: 'low-latency', container: 'ts' })
    const ended = stream.next('ended')
    const stopped = stream.next('encoder-stopped')
    killEncoderOf(stream)
    expect(await stopped).toMatchObject({ reason: 'crashed' })
    await ended
    expect((await playlist(stream.url)).ended).toBe(true)
    await stream.close()
  })
})

describe('a packager', () => {
  it.concurrent.each([
    ['new', 'segment-b-0.m4s'],
    ['same', 'segment-a-0.m4s'],
  ])('restarts its sequence with %s names', async (names, first) => {
    const stream = await open()
    const restarted = firstOfRun(stream, 2)
    await inject(stream, 'sequence-restart', { names })
    await restarted
    const list = await playlist(stream.url)
    expect(list.mediaSequence).toBe(0)
    expect(list.names[0]).toBe(first)
    expect(list.names.filter((name) => !name.startsWith(first.slice(0, 9)))).toEqual([])
    expect(list.discontinuities).toBe(0)
    expect((await newestClocks(stream))[0]).toMatchObject({ run: 2 })
    await stream.close()
  })

  it.concurrent('uses sequence numbers twice', async () => {
    const stream = await open()
    await inject(stream, 'encoder-drop')
    const old = await playlist(stream.url)
    const restarted = firstOfRun(stream, 2)
    await inject(stream, 'sequence-overlap', { by: 2 })
    // The old list stays until the new run has a segment.
    expect(old.text.startsWith((await playlist(stream.url)).text.slice(0, 200))).toBe(true)
    await restarted
    const list = await playlist(stream.url)
    expect(list.mediaSequence).toBe(old.mediaSequence + old.segments.length - 2)
    expect(list.names.filter((name) => old.names.includes(name))).toEqual([])
    await stream.close()
  })

  it.concurrent('leaps ahead', async () => {
    const stream = await open()
    await inject(stream, 'encoder-drop')
    const old = await playlist(stream.url)
    const restarted = firstOfRun(stream, 2)
    await inject(stream, 'sequence-leap', { by: 500 })
    await restarted
    const list = await playlist(stream.url)
    expect(list.mediaSequence).toBe(old.mediaSequence + old.segments.length + 500)
    expect(list.discontinuities).toBe(0)
    await stream.close()
  })

  it.concurrent('resets its timestamps without a discontinuity', async () => {
    const stream = await open()
    const restarted = firstOfRun(stream, 2)
    await inject(stream, 'timestamp-reset')
    const { sequence } = await restarted
    const list = await playlist(stream.url)
    expect(list.mediaSequence + list.segments.length - 1).toBeGreaterThanOrEqual(sequence)
    expect(list.names.every((name) => name.startsWith('segment-a-'))).toBe(true)
    expect(list.discontinuities).toBe(0)
    expect(list.inits).toHaveLength(1)
    expect(list.text).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:0\n')
    expect((await newestClocks(stream))[0]).toMatchObject({ run: 2 })
    await stream.close()
  })

  it.concurrent('follows the parameters of a return instead of the profile', async () => {
    const stream = await open({ profile: 'mediamtx' })
    await inject(stream, 'encoder-drop')
    const before = stream.state.sequence
    const first = firstOfRun(stream, 2)
    await inject(stream, 'encoder-return', { sequence: 'continue', discontinuity: 'unmarked' })
    expect(await first).toMatchObject({
      sequence: (before ?? Number.NaN) + 1,
      discontinuity: false,
    })
    await stream.close()
  })
})

describe('a broadcast', () => {
  it.concurrent('ends when its reconnect window expires, and can be live again at the same URL', async () => {
    const stream = await open({ levels: 2 })
    const ended = stream.next('ended')
    await inject(stream, 'window-expiry')
    await ended
    const url = stream.url.replace('index', '0/index')
    expect(await playlist(url)).toMatchObject({ ended: true })
    expect(stream.state).toMatchObject({ ended: true, encoder: 'stopped' })
    const live = stream.next('live')
    await inject(stream, 'back-live')
    expect(await live).toMatchObject({ run: 2 })
    const list = await playlist(url)
    expect(list).toMatchObject({ ended: false, mediaSequence: 0 })
    expect(list.names[0]).toBe('segment-b-0.m4s')
    expect(stream.state.ended).toBe(false)
    await stream.close()
  })

  it.concurrent('cannot be live again before it is over', async () => {
    const stream = await open()
    await expect(stream.inject('back-live')).rejects.toThrow(/not over/)
    await stream.close()
  })

  it.concurrent('moves to a new asset at a new URL', async () => {
    const stream = await open({ container: 'ts', levels: 2, profile: 'nginx-rtmp' })
    const announced = stream.next('new-asset')
    const { id, url } = await inject(stream, 'new-asset')
    expect(await announced).toMatchObject({ id, url })
    expect(url).not.toBe(stream.url)
    expect((await playlist(stream.url.replace('index', '0/index'))).ended).toBe(true)
    const next = stage.stream(String(id))
    expect(next?.options).toMatchObject({ container: 'ts', levels: 2, profile: 'nginx-rtmp' })
    expect((await playlist(String(url).replace('index', '1/index'))).segments.length).toBeGreaterThanOrEqual(
      3,
    )
    await Promise.all([stream.close(), next?.close()])
  })

  it.concurrent.each([404, 410, 412])('answers %i before it is live, when asked to', async (status) => {
    const stream = await stage.createStream({ live: false })
    await inject(stream, 'not-live', { status })
    expect(stream.state).toMatchObject({ encoder: 'stopped', run: 0, sequence: null })
    expect(await outcomeOf(stream.url)).toBe(status)
    await stream.close()
  })

  it.concurrent('starts when `not-live` is lifted', async () => {
    const stream = await stage.createStream({ live: false })
    const live = stream.next('live')
    await control(stage.url, 'DELETE', `/streams/${stream.id}/faults/not-live`)
    await live
    expect(await playlist(stream.url)).toMatchObject({ mediaSequence: 0, discontinuities: 0, ended: false })
    await stream.close()
  })

  it.concurrent('can be hidden and shown while it runs', async () => {
    const stream = await open()
    const { segments } = await playlist(stream.url)
    await inject(stream, 'not-live')
    expect([await outcomeOf(stream.url), await outcomeOf(segments[0] ?? '')]).toEqual([404, 404])
    await stream.lift('not-live')
    expect(await outcomeOf(stream.url)).toBe(200)
    expect(stream.state.run).toBe(1)
    await stream.close()
  })
})

/** Kills the encoder process without telling the stage. */
function killEncoderOf(stream: StageStream): void {
  const pid = stream.state.encoderPid
  if (pid === null) throw new Error('no encoder is running')
  process.kill(pid, 'SIGKILL')
}
