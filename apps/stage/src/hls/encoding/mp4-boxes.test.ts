import { describe, expect, it } from 'vitest'
import { boxesIn, findBoxes, shiftFragment, trackFragments, trackTimescales } from './mp4-boxes.ts'
import { box, fragment, initSegment, uint32 } from './mp4.fixture.ts'

describe('boxesIn', () => {
  it('lists the boxes with their offsets', () => {
    const bytes = Buffer.concat([box('ftyp', [1, 2, 3]), box('free')])
    expect(boxesIn(bytes)).toEqual([
      { type: 'ftyp', start: 0, content: 8, end: 11 },
      { type: 'free', start: 11, content: 19, end: 19 },
    ])
  })

  it('leaves out an incomplete last box', () => {
    const bytes = Buffer.concat([box('moof', [1]), box('mdat', [1, 2, 3])])
    for (let length = 9; length < bytes.length; length++) {
      expect(boxesIn(bytes.subarray(0, length)).map((found) => found.type)).toEqual(['moof'])
    }
  })

  it('throws on a box of size 0', () => {
    expect(() => boxesIn(Buffer.concat([uint32(0), Buffer.from('mdat')]))).toThrow(/box of size 0/)
  })
})

describe('findBoxes', () => {
  it('finds every match of a path', () => {
    const bytes = box('moov', box('trak', box('tkhd', [1])), box('mvhd'), box('trak', box('tkhd', [2])))
    expect(findBoxes(bytes, ['moov', 'trak', 'tkhd']).map((found) => bytes[found.content])).toEqual([1, 2])
  })

  it('finds nothing when a step of the path is missing', () => {
    expect(findBoxes(box('moov'), ['moov', 'trak', 'tkhd'])).toEqual([])
  })
})

describe('trackTimescales', () => {
  it.each([0, 1] as const)('reads version %i boxes', (version) => {
    expect([...trackTimescales(initSegment([12_800, 48_000], version))]).toEqual([
      [1, 12_800],
      [2, 48_000],
    ])
  })

  it('skips a track without a media header', () => {
    expect(trackTimescales(box('moov', box('trak', box('tkhd', uint32(0, 0, 0, 1))))).size).toBe(0)
  })
})

describe('trackFragments', () => {
  it('adds up the samples of all runs of a track', () => {
    const bytes = fragment([
      { id: 1, decodeTime: 0, runs: [25, 25] },
      { id: 2, decodeTime: 0, runs: [94] },
    ])
    expect(trackFragments(bytes).map(({ trackId, samples }) => [trackId, samples])).toEqual([
      [1, 50],
      [2, 94],
    ])
  })

  it('skips a track fragment without a header', () => {
    expect(trackFragments(box('moof', box('traf', box('trun', uint32(0, 5)))))).toEqual([])
  })
})

describe('shiftFragment', () => {
  const timescales = new Map([
    [1, 12_800],
    [2, 48_000],
  ])
  const decodeTimes = (bytes: Buffer): number[] =>
    trackFragments(bytes).map(({ decodeTime }) => {
      if (!decodeTime) return -1
      return decodeTime.bytes === 8
        ? Number(bytes.readBigUInt64BE(decodeTime.offset))
        : bytes.readUInt32BE(decodeTime.offset)
    })

  it.each([0, 1] as const)('moves each track in its own timescale (version %i)', (version) => {
    const bytes = fragment([
      { id: 1, decodeTime: 12_800, runs: [50], version },
      { id: 2, decodeTime: 48_000, runs: [94], version },
    ])
    shiftFragment(bytes, timescales, 2500)
    expect(decodeTimes(bytes)).toEqual([12_800 * 3.5, 48_000 * 3.5])
  })

  it('leaves a track without a known timescale unchanged', () => {
    const bytes = fragment([{ id: 9, decodeTime: 5, runs: [1] }])
    shiftFragment(bytes, timescales, 2500)
    expect(decodeTimes(bytes)).toEqual([5])
  })

  it('changes nothing but the decode times', () => {
    const bytes = fragment([{ id: 1, decodeTime: 0, runs: [50] }])
    const before = Buffer.from(bytes)
    shiftFragment(bytes, timescales, 1)
    const changed = [...bytes.keys()].filter((at) => bytes[at] !== before[at])
    const field = trackFragments(bytes)[0]?.decodeTime?.offset ?? 0
    expect(changed.every((at) => at >= field && at < field + 8)).toBe(true)
    expect(changed).not.toEqual([])
  })
})
