import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { tsSegmenter } from './ts-segmenter.ts'

const programAssociationPid = 0
const programMapPid = 0x1000
const descriptionPid = 0x11
const videoPid = 0x100
const audioPid = 0x101

/** One packet; `mark` is its fill byte. */
function packet(
  id: number,
  options: { startsFrame?: boolean; keyframe?: boolean; mark?: number } = {},
): Buffer {
  const bytes = Buffer.alloc(188, options.mark ?? 0xff)
  bytes[0] = 0x47
  bytes.writeUInt16BE(id | (options.startsFrame ? 0x4000 : 0), 1)
  bytes[3] = options.keyframe === undefined ? 0x10 : 0x30
  if (options.keyframe !== undefined) {
    bytes[4] = 7
    bytes[5] = options.keyframe ? 0x40 : 0x00
  }
  return bytes
}

const frame = (keyframe = false): Buffer => packet(videoPid, { startsFrame: true, keyframe })
const tables = (): Buffer[] => [packet(programAssociationPid), packet(programMapPid)]
/** 50 frames of two packets each, with audio between them. */
const group = (): Buffer[] => [
  ...tables(),
  ...Array.from({ length: 50 }, (_, index) => [
    frame(index === 0),
    packet(videoPid),
    packet(audioPid, { startsFrame: true }),
  ]).flat(),
]

function segment(chunks: readonly Buffer[]): { bytes: Buffer; frames: number; lastOfSegment: boolean }[] {
  const parts: { bytes: Buffer; frames: number; lastOfSegment: boolean }[] = []
  const segmenter = tsSegmenter({
    init: () => {
      throw new Error('a transport stream has no initialization segment')
    },
    part: (part) => parts.push(part),
  })
  for (const chunk of chunks) segmenter.write(chunk)
  return parts
}

const digest = (parts: readonly { bytes: Buffer; frames: number }[]): unknown[] =>
  parts.map(({ bytes, frames }) => [frames, createHash('sha256').update(bytes).digest('hex')])

describe('the transport stream segmenter', () => {
  it('cuts before the tables that precede a keyframe', () => {
    const [one, two] = [Buffer.concat(group()), Buffer.concat(group())]
    const parts = segment([Buffer.concat([one, two, ...group()])])
    expect(parts.map(({ frames, lastOfSegment }) => [frames, lastOfSegment])).toEqual([
      [50, true],
      [50, true],
    ])
    expect(parts.map(({ bytes }, index) => bytes.equals(index === 0 ? one : two))).toEqual([true, true])
  })

  it('holds the last group back until the next one starts', () => {
    expect(segment(group())).toEqual([])
  })

  it('gives the same output for any chunk size', () => {
    const stream = Buffer.concat([...group(), ...group(), ...group()])
    const whole = digest(segment([stream]))
    expect(whole).toHaveLength(2)
    for (const size of [187, 188, 1000, 65_536]) {
      const chunks: Buffer[] = []
      for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size))
      expect(digest(segment(chunks))).toEqual(whole)
    }
  })

  it('ignores tables repeated inside a group', () => {
    const withTables = group().flatMap((bytes, index) => (index % 30 === 10 ? [...tables(), bytes] : [bytes]))
    const parts = segment([Buffer.concat([...withTables, ...group()])])
    expect(parts.map((part) => part.frames)).toEqual([50])
    expect(parts[0]?.bytes.equals(Buffer.concat(withTables))).toBe(true)
  })

  it('puts a service description before the tables into the previous segment', () => {
    const parts = segment([Buffer.concat([...group(), packet(descriptionPid), ...group()])])
    expect(parts[0]?.bytes.length).toBe((group().length + 1) * 188)
  })

  it('starts with the first keyframe and drops everything before it', () => {
    const first = Buffer.concat(group())
    const parts = segment([Buffer.concat([frame(), packet(audioPid), first, ...group()])])
    expect(parts[0]?.bytes.equals(first)).toBe(true)
  })

  it('outputs copies, so that a reused chunk does not change them', () => {
    const first = Buffer.concat(group())
    const chunk = Buffer.concat([first, ...group()])
    const parts = segment([chunk])
    chunk.fill(0)
    expect(parts[0]?.bytes.equals(first)).toBe(true)
  })

  it('throws when packets are out of step', () => {
    expect(() => segment([Buffer.alloc(376, 1)])).toThrow(/out of step/)
  })
})
