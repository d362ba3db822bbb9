import { describe, expect, it } from 'vitest'
import { PlaylistHistory, type PlaylistUpdate } from './playlist-history.ts'

const list = (
  startSequence: number,
  endSequence: number,
  more: Partial<PlaylistUpdate> = {},
): PlaylistUpdate => ({
  playlist: 'a',
  live: true,
  startSequence,
  endSequence,
  lastPart: -1,
  gapAtEdge: false,
  ...more,
})

function verdicts(...updates: PlaylistUpdate[]) {
  const history = new PlaylistHistory()
  return updates.map((update) => history.update(update))
}

describe('PlaylistHistory', () => {
  it('reports a playlist that advances', () => {
    expect(verdicts(list(0, 6), list(1, 7), list(3, 9))).toEqual(['advanced', 'advanced', 'advanced'])
  })

  it('counts responses without anything new', () => {
    const history = new PlaylistHistory()
    history.update(list(0, 6))
    history.update(list(0, 6))
    expect(history.update(list(0, 6))).toBe('unchanged')
    expect(history.misses).toBe(2)
    history.update(list(1, 7))
    expect(history.misses).toBe(0)
  })

  it('reports a new part of the same segment', () => {
    expect(
      verdicts(list(0, 6, { lastPart: 0 }), list(0, 6, { lastPart: 1 }), list(0, 6, { lastPart: 1 })),
    ).toEqual(['advanced', 'advanced', 'unchanged'])
  })

  it('reports a packager that starts over', () => {
    expect(verdicts(list(90, 96), list(0, 1))).toEqual(['advanced', 'regressed'])
    expect(verdicts(list(5, 11), list(0, 11))).toEqual(['advanced', 'regressed'])
  })

  it('starts over with the playlist that regressed', () => {
    expect(verdicts(list(90, 96), list(0, 1), list(0, 2), list(0, 2))).toEqual([
      'advanced',
      'regressed',
      'advanced',
      'unchanged',
    ])
  })

  it('reports a leap when segments in between were never listed', () => {
    expect(verdicts(list(0, 6), list(7, 13))).toEqual(['advanced', 'advanced'])
    expect(verdicts(list(0, 6), list(8, 14))).toEqual(['advanced', 'leapt'])
  })

  it('allows another level to be a little behind', () => {
    expect(verdicts(list(10, 16), list(8, 14, { playlist: 'b' }))).toEqual(['advanced', 'unchanged'])
    expect(verdicts(list(10, 16), list(0, 2, { playlist: 'b' }))).toEqual(['advanced', 'regressed'])
  })

  it('reports new media of a level only when no other level listed it before', () => {
    const history = new PlaylistHistory()
    history.update(list(10, 16))
    history.update(list(9, 15, { playlist: 'b' }))
    expect(history.update(list(10, 16, { playlist: 'b' }))).toBe('unchanged')
    expect(history.update(list(11, 17, { playlist: 'b' }))).toBe('advanced')
  })

  it('reports the end, whatever else the playlist says', () => {
    expect(verdicts(list(0, 6), list(0, 6, { live: false }))).toEqual(['advanced', 'ended'])
    expect(verdicts(list(0, 6, { live: false }))).toEqual(['ended'])
  })

  it('remembers whether the newest segment is a gap', () => {
    const history = new PlaylistHistory()
    history.update(list(0, 6, { gapAtEdge: true }))
    expect(history.gapAtEdge).toBe(true)
    history.update(list(1, 7))
    expect(history.gapAtEdge).toBe(false)
  })
})
