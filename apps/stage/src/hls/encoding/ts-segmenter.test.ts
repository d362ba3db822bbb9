import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { tsSegmenter } from './ts-segmenter.ts'

const TABLES = 0
const PROGRAM_MAP = 0x1000
const DESCRIPTION = 0x11
const VIDEO = 0x100
const AUDIO = 0x101

/** One packet; `mark` fills it so that it can be told from others. */
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

const frame = (keyframe = false): Buffer => packet(VIDEO, { startsFrame: true, keyframe })
const tables = (): Buffer[] => [packet(TABLES), packet(PROGRAM_MAP)]
/** Fifty frames of two packets each, with sound between them. */
const group = (): Buffer[] => [
  ...tables(),
  ...Array.from({ length: 50 }, (_, index) => [
    frame(index === 0),
    packet(VIDEO),
    packet(AUDIO, { startsFrame: true }),
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

  it('keeps the last group until the next one starts', () => {
    expect(segment(group())).toEqual([])
  })

  it('does not care where the chunks of the pipe end', () => {
    const stream = Buffer.concat([...group(), ...group(), ...group()])
    const whole = digest(segment([stream]))
    expect(whole).toHaveLength(2)
    for (const size of [187, 188, 1000, 65_536]) {
      const chunks: Buffer[] = []
      for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size))
      expect(digest(segment(chunks))).toEqual(whole)
    }
  })

  it('is not misled by tables that are repeated inside a group', () => {
    const withTables = group().flatMap((bytes, index) => (index % 30 === 10 ? [...tables(), bytes] : [bytes]))
    const parts = segment([Buffer.concat([...withTables, ...group()])])
    expect(parts.map((part) => part.frames)).toEqual([50])
    expect(parts[0]?.bytes.equals(Buffer.concat(withTables))).toBe(true)
  })

  it('takes a service description in front of the tables along with the segment before', () => {
    const parts = segment([Buffer.concat([...group(), packet(DESCRIPTION), ...group()])])
    expect(parts[0]?.bytes.length).toBe((group().length + 1) * 188)
  })

  it('starts with the first keyframe and leaves out what came before', () => {
    const first = Buffer.concat(group())
    const parts = segment([Buffer.concat([frame(), packet(AUDIO), first, ...group()])])
    expect(parts[0]?.bytes.equals(first)).toBe(true)
  })

  it('keeps what it has handed over when the pipe reuses the chunk', () => {
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
