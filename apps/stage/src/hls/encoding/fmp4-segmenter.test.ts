import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fmp4Segmenter } from './fmp4-segmenter.ts'
import { trackFragments } from './mp4-boxes.ts'
import { box, fragment, initSegment } from './mp4.fixture.ts'

interface Output {
  inits: Buffer[]
  parts: { bytes: Buffer; frames: number; lastOfSegment: boolean }[]
}

function segment(chunks: readonly Buffer[], offsetMs = 0): Output {
  const output: Output = { inits: [], parts: [] }
  const segmenter = fmp4Segmenter(
    { init: (bytes) => output.inits.push(bytes), part: (part) => output.parts.push(part) },
    offsetMs,
  )
  for (const chunk of chunks) segmenter.write(chunk)
  return output
}

/** A hash of each output, for quick comparison. */
function digest(output: Output): unknown {
  const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
  return {
    inits: output.inits.map(sum),
    parts: output.parts.map((part) => ({ ...part, bytes: sum(part.bytes) })),
  }
}

const init = initSegment([12_800, 48_000])
const frames = (count: number, decodeTime = 0): Buffer =>
  fragment(
    [
      { id: 1, decodeTime, runs: [count] },
      { id: 2, decodeTime: 0, runs: [94] },
    ],
    Buffer.alloc(300, count),
  )

describe('the fMP4 segmenter', () => {
  it('outputs the initialization segment first, with its file type', () => {
    const { inits, parts } = segment([init])
    expect(inits).toEqual([init])
    expect(parts).toEqual([])
  })

  it('makes one segment of each whole group of pictures', () => {
    const [one, two] = [frames(50), frames(50, 25_600)]
    const { parts } = segment([Buffer.concat([init, one, two])])
    expect(parts).toEqual([
      { bytes: one, frames: 50, lastOfSegment: true },
      { bytes: two, frames: 50, lastOfSegment: true },
    ])
  })

  it('joins parts of any length into a segment', () => {
    const pieces = [12, 13, 12, 13, 10, 40].map((count) => frames(count))
    const { parts } = segment([Buffer.concat([init, ...pieces])])
    expect(parts.map((part) => [part.frames, part.lastOfSegment])).toEqual([
      [12, false],
      [13, false],
      [12, false],
      [13, true],
      [10, false],
      [40, true],
    ])
  })

  it('gives the same output for any chunk size', () => {
    const stream = Buffer.concat([init, frames(25), frames(25)])
    const whole = digest(segment([stream]))
    for (const size of [1, 7, 64, 333]) {
      const chunks: Buffer[] = []
      for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size))
      expect(digest(segment(chunks))).toEqual(whole)
    }
  })

  it('holds a fragment back until its media has arrived', () => {
    const last = frames(50)
    expect(segment([init, last.subarray(0, -1)]).parts).toEqual([])
  })

  it('counts video frames, not audio frames', () => {
    const sound = fragment([{ id: 2, decodeTime: 0, runs: [94] }])
    const { parts } = segment([init, sound])
    expect(parts[0]).toMatchObject({ frames: 0, lastOfSegment: false })
  })

  it('shifts media in time to continue the timestamps of an earlier run', () => {
    const { parts } = segment([init, frames(50)], 30_000)
    const bytes = parts[0]?.bytes ?? Buffer.alloc(0)
    const times = trackFragments(bytes).map(({ decodeTime }) =>
      Number(bytes.readBigUInt64BE(decodeTime?.offset ?? 0)),
    )
    expect(times).toEqual([30 * 12_800, 30 * 48_000])
  })

  it('outputs copies, so that a reused chunk does not change them', () => {
    const media = frames(50)
    const chunk = Buffer.concat([init, media])
    const { inits, parts } = segment([chunk])
    chunk.fill(0)
    expect(inits[0]?.equals(init)).toBe(true)
    expect(parts[0]?.bytes.equals(media)).toBe(true)
  })

  it('makes no part of a box that is not media', () => {
    const { parts } = segment([Buffer.concat([init, box('sidx', [1, 2]), frames(50)])])
    expect(parts).toHaveLength(1)
    expect(parts[0]?.frames).toBe(50)
  })

  it('throws on output that is not MP4', () => {
    expect(() => segment([Buffer.alloc(64)])).toThrow(/MP4 box/)
  })
})
