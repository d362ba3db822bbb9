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

/** What is found after the playhead stood at 10 for a time. */
function found(afterMs: number, more: Partial<PlayheadSample>): string {
  const watch = new PlayheadMonitor()
  watch.sample({ ...sample, ...more })
  let kind = ''
  for (let now = 200; now <= afterMs; now += 200) ({ kind } = watch.sample({ ...sample, ...more, now }))
  return kind
}

describe('PlayheadMonitor', () => {
  it('sees it move', () => {
    const watch = new PlayheadMonitor()
    watch.sample(sample)
    expect(watch.sample({ ...sample, now: 200, position: 10.2 })).toEqual({ kind: 'moving' })
    expect(watch.sample({ ...sample, now: 400, position: 10.4, ahead: 0.05 })).toEqual({ kind: 'moving' })
  })

  it('gives it a moment before it counts as standing', () => {
    expect(found(200, {})).toBe('still')
    expect(found(400, {})).toBe('dry')
  })

  it('is dry at once with nothing left to play', () => {
    expect(found(200, { ahead: 0.05, fed: false })).toBe('dry')
  })

  it('finds media behind a hole that the engine did not jump', () => {
    const watch = new PlayheadMonitor()
    const hole = { ...sample, ahead: 0, nextStart: 12 }
    watch.sample(hole)
    expect(watch.sample({ ...hole, now: 600 })).toEqual({ kind: 'dry' })
    expect(watch.sample({ ...hole, now: 800 })).toEqual({ kind: 'hole', seekTo: 12 })
  })

  it('does not leap over more than three target durations', () => {
    expect(found(1000, { ahead: 0, nextStart: 17, fed: false })).toBe('dry')
  })

  it('suspects misplaced timestamps after two and a half target durations of segments that do not land here', () => {
    expect(found(4800, { ahead: 0.1 })).toBe('dry')
    expect(found(5000, { ahead: 0.1 })).toBe('misplaced')
    expect(found(15_000, { ahead: 0.1, targetDuration: 6 })).toBe('misplaced')
    expect(found(14_000, { ahead: 0.1, targetDuration: 6 })).toBe('dry')
  })

  it('waits for a segment that is on its way', () => {
    expect(found(20_000, { ahead: 0.1, pending: true })).toBe('dry')
  })

  it('counts from when there was something to play', () => {
    const watch = new PlayheadMonitor()
    const dry = { ...sample, ahead: 0 }
    watch.sample({ ...dry, fed: false })
    watch.sample({ ...dry, now: 20_000, fed: false })
    expect(watch.sample({ ...dry, now: 20_200 })).toEqual({ kind: 'dry' })
    expect(watch.sample({ ...dry, now: 25_200 })).toEqual({ kind: 'misplaced' })
  })

  it('says for how long segments could be had without a break', () => {
    const watch = new PlayheadMonitor()
    watch.sample({ ...sample, now: 1000 })
    watch.sample({ ...sample, now: 4000 })
    expect(watch.fedFor(4000)).toBe(3000)
    watch.sample({ ...sample, now: 5000, fed: false })
    expect(watch.fedFor(5000)).toBe(0)
  })

  it('does not take a seek for movement', () => {
    const watch = new PlayheadMonitor()
    watch.sample({ ...sample, ahead: 0 })
    watch.jump(14)
    expect(watch.sample({ ...sample, now: 5000, position: 14, ahead: 0 })).toEqual({ kind: 'misplaced' })
  })

  it('does not suspect them while nothing new comes', () => {
    expect(found(20_000, { ahead: 0, fed: false })).toBe('dry')
  })

  it('is stuck with media in hand after two target durations', () => {
    expect(found(3800, { ahead: 5 })).toBe('dry')
    expect(found(4000, { ahead: 5 })).toBe('stuck')
  })

  it('expects nothing of a playhead that should not move, and counts anew afterwards', () => {
    const watch = new PlayheadMonitor()
    for (let now = 0; now <= 10_000; now += 200)
      expect(watch.sample({ ...sample, now, expected: false })).toEqual({ kind: 'idle' })
    expect(watch.sample({ ...sample, now: 10_200 })).toEqual({ kind: 'still' })
  })

  it('counts anew after a reset', () => {
    const watch = new PlayheadMonitor()
    watch.sample(sample)
    watch.sample({ ...sample, now: 3900 })
    watch.reset(3900)
    expect(watch.sample({ ...sample, now: 4100 })).toEqual({ kind: 'still' })
  })
})
