import { describe, expect, it } from 'vitest'
import {
  startEncoder,
  type EncodedPart,
  type Encoder,
  type EncoderExit,
  type EncoderOptions,
} from './encoder.ts'
import { findFfmpeg } from '../../process/ffmpeg.ts'
import { trackFragments, trackTimescales } from './mp4-boxes.ts'
import { clocksOf } from '../viewer.fixture.ts'

interface Recording {
  readonly encoder: Encoder
  readonly inits: Buffer[]
  readonly parts: { readonly part: EncodedPart; readonly at: number }[]
  readonly exit: Promise<EncoderExit>
  /** Resolves with the first part that passes the test. */
  until(test: (part: EncodedPart) => boolean): Promise<{ part: EncodedPart; at: number }>
}

function record(options: Partial<EncoderOptions> = {}): Recording {
  const inits: Buffer[] = []
  const parts: { part: EncodedPart; at: number }[] = []
  const waiting = new Set<() => void>()
  let exited: (exit: EncoderExit) => void = () => undefined
  const exit = new Promise<EncoderExit>((resolve) => (exited = resolve))
  const encoder = startEncoder(
    {
      ffmpeg: findFfmpeg(),
      container: 'fmp4',
      levels: 1,
      run: 1,
      warmMs: 0,
      parts: false,
      timestampOffsetMs: 0,
      ...options,
    },
    {
      init: (levels) => inits.push(...levels),
      part: (part) => {
        parts.push({ part, at: Date.now() })
        for (const check of waiting) check()
      },
      exit: exited,
    },
  )
  const until: Recording['until'] = (test) =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = parts.find(({ part }) => test(part))
        if (!found) return
        waiting.delete(check)
        resolve(found)
      }
      waiting.add(check)
      check()
    })
  return { encoder, inits, parts, exit, until }
}

const warm = { warmMs: 6000 }

describe('the painted clock', () => {
  it.each(['fmp4', 'ts'] as const)(
    'is read from every encoded frame of both levels (%s)',
    async (container) => {
      const { encoder, inits, until } = record({ container, levels: 2, run: 300, ...warm })
      const { part } = await until(({ startMs }) => startMs > encoder.startMs)
      await encoder.kill()
      for (const level of [0, 1]) {
        const media = [inits[level], part.levels[level]].flatMap((bytes) => bytes ?? [])
        // The run is painted modulo 256.
        const painted = Array.from({ length: 50 }, (_, frame) => ({
          run: 44,
          timeMs: part.startMs + frame * 40,
        }))
        expect(await clocksOf(media, level)).toEqual(painted)
      }
    },
  )

  it('is the wall clock at the time of encoding', async () => {
    const { encoder, parts, until } = record({ parts: true })
    // A part is complete when the next frame is encoded. A busy machine can be late, but only for a while.
    await until((part) => lateness(part) < 1000)
    await encoder.kill()
    for (const { part, at } of parts) expect(at - (part.startMs + part.durationMs)).toBeGreaterThanOrEqual(0)
  })
})

describe('an encoder', () => {
  it('catches up with the past first, then keeps real time', async () => {
    const { encoder, parts, until } = record(warm)
    // An encoder that kept real time from its first frame would stay 6 s late.
    const live = encoder.startMs + warm.warmMs
    const { at } = await until((part) => part.startMs >= live && lateness(part) < 3000)
    await encoder.kill()
    expect(parts.slice(0, 4).map(({ part }) => part.startMs - encoder.startMs)).toEqual([0, 2000, 4000, 6000])
    expect(at).toBeGreaterThanOrEqual(live + 2000)
  })

  it('starts every segment with a keyframe and counts media time from zero', async () => {
    const { encoder, inits, parts, until } = record(warm)
    await until(({ mediaStartMs }) => mediaStartMs === 4000)
    await encoder.kill()
    expect(parts.every(({ part }) => part.independent && part.lastOfSegment)).toBe(true)
    expect(parts.map(({ part }) => part.mediaStartMs)).toEqual([0, 2000, 4000])
    expect(mediaSeconds(inits, parts[1]?.part)).toBeCloseTo(2.02, 1)
  })

  it('continues the timestamps of an earlier run', async () => {
    const { encoder, inits, until } = record({ ...warm, timestampOffsetMs: 60_000 })
    const { part } = await until(({ mediaStartMs }) => mediaStartMs === 62_000)
    await encoder.kill()
    expect(mediaSeconds(inits, part)).toBeCloseTo(62.02, 1)
  })

  it('cuts parts of 0.4 s; the first of a segment can be decoded alone', async () => {
    const { encoder, inits, parts, until } = record({ ...warm, parts: true })
    await until(({ mediaStartMs }) => mediaStartMs === 4000)
    await encoder.kill()
    const segment = parts.slice(5, 10).map(({ part }) => part)
    expect(segment.map((part) => part.durationMs)).toEqual([400, 400, 400, 400, 400])
    expect(segment.map((part) => part.independent)).toEqual([true, false, false, false, false])
    expect(segment.map((part) => part.lastOfSegment)).toEqual([false, false, false, false, true])
    const whole = [inits[0], ...segment.map((part) => part.levels[0])].flatMap((bytes) => bytes ?? [])
    expect(await clocksOf(whole, 0)).toHaveLength(50)
  })

  it('reports `killed` when killed, sends nothing more and leaves no process', async () => {
    const { encoder, parts, exit, until } = record(warm)
    await until(() => true)
    const killed = encoder.kill()
    const before = parts.length
    await killed
    expect(await exit).toMatchObject({ reason: 'killed' })
    expect(parts.length).toBe(before)
    expect(() => process.kill(encoder.pid ?? 0, 0)).toThrow(/ESRCH/)
  })

  it('reports the reason when it cannot start', async () => {
    const { exit, encoder } = record({ ffmpeg: '/nowhere/ffmpeg' })
    expect(await exit).toMatchObject({ reason: 'crashed', errorOutput: expect.stringContaining('ENOENT') })
    await encoder.kill()
  })

  it('reports its last error output when it exits by itself', async () => {
    const { exit } = record({ ffmpeg: process.execPath })
    const { reason, errorOutput } = await exit
    expect(reason).toBe('crashed')
    expect(errorOutput).toContain('-hide_banner')
  })
})

/** Wall clock time since the end of the part, ms. */
function lateness(part: EncodedPart): number {
  return Date.now() - (part.startMs + part.durationMs)
}

/** Start of the picture of a part by its own timestamps, s. */
function mediaSeconds(inits: readonly Buffer[], part: EncodedPart | undefined): number {
  const bytes = part?.levels[0] ?? Buffer.alloc(0)
  const video = trackFragments(bytes).find(({ trackId }) => trackId === 1)
  const timescale = trackTimescales(inits[0] ?? Buffer.alloc(0)).get(1) ?? Number.NaN
  return Number(bytes.readBigUInt64BE(video?.decodeTime?.offset ?? 0)) / timescale
}
