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
  const watch = new PlaylistHistory()
  return updates.map((update) => watch.update(update))
}

describe('PlaylistHistory', () => {
  it('sees a list advance', () => {
    expect(verdicts(list(0, 6), list(1, 7), list(3, 9))).toEqual(['advanced', 'advanced', 'advanced'])
  })

  it('counts answers without anything new', () => {
    const watch = new PlaylistHistory()
    watch.update(list(0, 6))
    watch.update(list(0, 6))
    expect(watch.update(list(0, 6))).toBe('unchanged')
    expect(watch.misses).toBe(2)
    watch.update(list(1, 7))
    expect(watch.misses).toBe(0)
  })

  it('sees another part of the same segment', () => {
    expect(
      verdicts(list(0, 6, { lastPart: 0 }), list(0, 6, { lastPart: 1 }), list(0, 6, { lastPart: 1 })),
    ).toEqual(['advanced', 'advanced', 'unchanged'])
  })

  it('sees a packager that starts over', () => {
    expect(verdicts(list(90, 96), list(0, 1))).toEqual(['advanced', 'regressed'])
    expect(verdicts(list(5, 11), list(0, 11))).toEqual(['advanced', 'regressed'])
  })

  it('begins anew with the list that regressed', () => {
    expect(verdicts(list(90, 96), list(0, 1), list(0, 2), list(0, 2))).toEqual([
      'advanced',
      'regressed',
      'advanced',
      'unchanged',
    ])
  })

  it('sees a leap that nothing listed bridges', () => {
    expect(verdicts(list(0, 6), list(7, 13))).toEqual(['advanced', 'advanced'])
    expect(verdicts(list(0, 6), list(8, 14))).toEqual(['advanced', 'leapt'])
  })

  it('lets another level be listed a little later', () => {
    expect(verdicts(list(10, 16), list(8, 14, { playlist: 'b' }))).toEqual(['advanced', 'unchanged'])
    expect(verdicts(list(10, 16), list(0, 2, { playlist: 'b' }))).toEqual(['advanced', 'regressed'])
  })

  it('takes a level for new media only beyond the newest of all', () => {
    const watch = new PlaylistHistory()
    watch.update(list(10, 16))
    watch.update(list(9, 15, { playlist: 'b' }))
    expect(watch.update(list(10, 16, { playlist: 'b' }))).toBe('unchanged')
    expect(watch.update(list(11, 17, { playlist: 'b' }))).toBe('advanced')
  })

  it('sees the end, whatever else the list says', () => {
    expect(verdicts(list(0, 6), list(0, 6, { live: false }))).toEqual(['advanced', 'ended'])
    expect(verdicts(list(0, 6, { live: false }))).toEqual(['ended'])
  })

  it('remembers whether the newest segment is a gap', () => {
    const watch = new PlaylistHistory()
    watch.update(list(0, 6, { gapAtEdge: true }))
    expect(watch.gapAtEdge).toBe(true)
    watch.update(list(1, 7))
    expect(watch.gapAtEdge).toBe(false)
  })
})
