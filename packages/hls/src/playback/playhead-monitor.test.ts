import { describe, expect, it } from 'vitest'
import { PlayheadMonitor, type PlayheadSample } from './playhead-monitor.ts'

const sample: PlayheadSample = {
  now: 0,
  position: 10,
  ahead: 5,
  nextStart: null,
  expected: true,
  targetDuration: 2,
  fed: true,
  pending: false,
}

/** The finding after the playhead stood at 10 for `afterMs`. */
function found(afterMs: number, more: Partial<PlayheadSample>): string {
  const playheadMonitor = new PlayheadMonitor()
  playheadMonitor.sample({ ...sample, ...more })
  let kind = ''
  for (let now = 200; now <= afterMs; now += 200)
    ({ kind } = playheadMonitor.sample({ ...sample, ...more, now }))
  return kind
}

describe('PlayheadMonitor', () => {
  it('reports a playhead that moves', () => {
    const playheadMonitor = new PlayheadMonitor()
    playheadMonitor.sample(sample)
    expect(playheadMonitor.sample({ ...sample, now: 200, position: 10.2 })).toEqual({ kind: 'moving' })
    expect(playheadMonitor.sample({ ...sample, now: 400, position: 10.4, ahead: 0.05 })).toEqual({
      kind: 'moving',
    })
  })

  it('reports a playhead as dry only after 350 ms without movement', () => {
    expect(found(200, {})).toBe('still')
    expect(found(400, {})).toBe('dry')
  })

  it('reports dry at once when nothing is left to play', () => {
    expect(found(200, { ahead: 0.05, fed: false })).toBe('dry')
  })

  it('finds media after a hole that the engine did not jump', () => {
    const playheadMonitor = new PlayheadMonitor()
    const hole = { ...sample, ahead: 0, nextStart: 12 }
    playheadMonitor.sample(hole)
    expect(playheadMonitor.sample({ ...hole, now: 600 })).toEqual({ kind: 'dry' })
    expect(playheadMonitor.sample({ ...hole, now: 800 })).toEqual({ kind: 'hole', seekTo: 12 })
  })

  it('does not jump a hole of more than three target durations', () => {
    expect(found(1000, { ahead: 0, nextStart: 17, fed: false })).toBe('dry')
  })

  it('suspects misplaced timestamps when segments miss the playhead for 2.5 target durations', () => {
    expect(found(4800, { ahead: 0.1 })).toBe('dry')
    expect(found(5000, { ahead: 0.1 })).toBe('misplaced')
    expect(found(15_000, { ahead: 0.1, targetDuration: 6 })).toBe('misplaced')
    expect(found(14_000, { ahead: 0.1, targetDuration: 6 })).toBe('dry')
  })

  it('waits for a segment that is being loaded', () => {
    expect(found(20_000, { ahead: 0.1, pending: true })).toBe('dry')
  })

  it('counts from when segments could be loaded', () => {
    const playheadMonitor = new PlayheadMonitor()
    const dry = { ...sample, ahead: 0 }
    playheadMonitor.sample({ ...dry, fed: false })
    playheadMonitor.sample({ ...dry, now: 20_000, fed: false })
    expect(playheadMonitor.sample({ ...dry, now: 20_200 })).toEqual({ kind: 'dry' })
    expect(playheadMonitor.sample({ ...dry, now: 25_200 })).toEqual({ kind: 'misplaced' })
  })

  it('says for how long segments could be loaded without a break', () => {
    const playheadMonitor = new PlayheadMonitor()
    playheadMonitor.sample({ ...sample, now: 1000 })
    playheadMonitor.sample({ ...sample, now: 4000 })
    expect(playheadMonitor.fedFor(4000)).toBe(3000)
    playheadMonitor.sample({ ...sample, now: 5000, fed: false })
    expect(playheadMonitor.fedFor(5000)).toBe(0)
  })

  it('does not count a seek as movement', () => {
    const playheadMonitor = new PlayheadMonitor()
    playheadMonitor.sample({ ...sample, ahead: 0 })
    playheadMonitor.jump(14)
    expect(playheadMonitor.sample({ ...sample, now: 5000, position: 14, ahead: 0 })).toEqual({
      kind: 'misplaced',
    })
  })

  it('does not suspect timestamps while no new segments arrive', () => {
    expect(found(20_000, { ahead: 0, fed: false })).toBe('dry')
  })

  it('reports stuck after two target durations with media at the playhead', () => {
    expect(found(3800, { ahead: 5 })).toBe('dry')
    expect(found(4000, { ahead: 5 })).toBe('stuck')
  })

  it('is idle while the playhead should not move, and restarts its timers afterwards', () => {
    const playheadMonitor = new PlayheadMonitor()
    for (let now = 0; now <= 10_000; now += 200)
      expect(playheadMonitor.sample({ ...sample, now, expected: false })).toEqual({ kind: 'idle' })
    expect(playheadMonitor.sample({ ...sample, now: 10_200 })).toEqual({ kind: 'still' })
  })

  it('restarts its timers after a reset', () => {
    const playheadMonitor = new PlayheadMonitor()
    playheadMonitor.sample(sample)
    playheadMonitor.sample({ ...sample, now: 3900 })
    playheadMonitor.reset(3900)
    expect(playheadMonitor.sample({ ...sample, now: 4100 })).toEqual({ kind: 'still' })
  })
})
