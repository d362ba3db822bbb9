import type { LevelDetails } from 'hls.js'
import { describe, expect, it } from 'vitest'
import { gapFree, readDetails, windowOf } from './hls-details.ts'

const fragment = (start: number, more: object = {}) => ({ start, end: start + 2, ...more })
const details = (fragments: object[], more: object = {}) =>
  ({ fragments, ...more }) as unknown as LevelDetails

describe('readDetails', () => {
  const list = details([fragment(0), fragment(2, { programDateTime: 10_000 })], {
    live: true,
    startSN: 4,
    endSN: 5,
    lastPartIndex: -1,
    edge: 4,
    targetduration: 2,
  })

  it('reads the facts that live playback needs', () => {
    expect(readDetails(list, 1)).toEqual({
      playlist: '1',
      live: true,
      startSequence: 4,
      endSequence: 5,
      lastPart: -1,
      gapAtEdge: false,
      edge: 4,
      edgeDate: 12_000,
      targetDuration: 2,
      partTarget: 0,
    })
  })

  it('has no date without EXT-X-PROGRAM-DATE-TIME', () => {
    expect(readDetails(details([fragment(0)], { edge: 2, live: true }), 0).edgeDate).toBeNull()
  })

  it('reports a gap at the edge only', () => {
    expect(readDetails(details([fragment(0, { gap: true })], {}), 0).gapAtEdge).toBe(true)
    expect(readDetails(details([fragment(0, { gap: true }), fragment(2)], {}), 0).gapAtEdge).toBe(false)
  })
})

describe('gapFree', () => {
  const gap = { gap: true }

  it('is the position itself without a gap', () => {
    expect(gapFree(details([fragment(0), fragment(2)]), 1)).toBe(1)
    expect(gapFree(null, 7)).toBe(7)
  })

  it('is the end of the gap that covers it', () => {
    expect(gapFree(details([fragment(0), fragment(2, gap), fragment(4, gap), fragment(6)]), 3)).toBe(6)
  })

  it('treats a dry playhead as being at the end of what it played', () => {
    expect(gapFree(details([fragment(0), fragment(2, gap), fragment(4)]), 1.96)).toBe(4)
  })

  it('is the position itself when only gaps follow', () => {
    expect(gapFree(details([fragment(0), fragment(2, gap)]), 2.5)).toBe(2.5)
  })
})

describe('windowOf', () => {
  it('is the range of the playlist', () => {
    expect(windowOf(details([fragment(4)], { fragmentStart: 4, edge: 6 }))).toEqual({ start: 4, end: 6 })
    expect(windowOf(details([]))).toBeNull()
    expect(windowOf(null)).toBeNull()
  })
})
