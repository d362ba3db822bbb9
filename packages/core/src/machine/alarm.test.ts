import { describe, expect, it } from 'vitest'
import { createAlarm } from './alarm.ts'
import { manualEnvironment } from '../testing.ts'

function bench() {
  const environment = manualEnvironment()
  const rings: number[] = []
  const start = environment.now()
  const alarm = createAlarm(environment, () => rings.push(environment.now() - start))
  return { environment, alarm, rings, in: (ms: number) => start + ms }
}

describe('alarm', () => {
  it('rings once at the deadline, with one timer, however far away it is', () => {
    const t = bench()
    t.alarm.set(t.in(3_600_000))
    expect(t.environment.timers).toBe(1)
    t.environment.advance(3_599_999)
    expect(t.rings).toEqual([])
    t.environment.advance(1)
    expect(t.rings).toEqual([3_600_000])
    expect(t.environment.timers).toBe(0)
  })

  it('rings at once for a deadline that has passed', () => {
    const t = bench()
    t.alarm.set(t.in(-5000))
    t.environment.advance(0)
    expect(t.rings).toEqual([0])
  })

  it('rings when a fractional deadline passes between two reads of the clock', () => {
    const t = bench()
    t.alarm.set(t.in(32.3))
    const now = t.environment.now.bind(t.environment)
    let looks = 0
    // The timer fires at 32. At the next read it is 33.
    t.environment.now = () => (looks++ === 0 ? t.in(32) : now())
    t.environment.advance(33)
    t.environment.advance(1000)
    expect(t.rings).toHaveLength(1)
  })

  it('sets no timer after the ring has cleared the alarm', () => {
    const environment = manualEnvironment()
    let rings = 0
    const alarm = createAlarm(environment, () => {
      rings++
      alarm.set(null)
    })
    alarm.set(environment.now() + 600_000)
    environment.sleep(60_000)
    environment.advance(700_000)
    expect(rings).toBe(1)
    expect(environment.timers).toBe(0)
  })

  it('forgets the previous deadline when it is set again or cleared', () => {
    const t = bench()
    t.alarm.set(t.in(1000))
    t.alarm.set(t.in(2000))
    t.environment.advance(1500)
    expect(t.rings).toEqual([])
    t.alarm.clear()
    t.environment.advance(10_000)
    expect(t.rings).toEqual([])
    expect(t.environment.timers).toBe(0)
  })

  it('rings within a second of waking up when the clock jumped, even before the deadline', () => {
    const t = bench()
    t.alarm.set(t.in(600_000))
    t.environment.advance(5500)
    t.environment.sleep(60_000)
    t.environment.advance(1000)
    expect(t.rings).toHaveLength(1)
  })

  it('reads the clock each second, so that it notices a jump of a few seconds', () => {
    const t = bench()
    t.alarm.set(t.in(3_600_000))
    t.environment.sleep(5000)
    t.environment.advance(999)
    expect(t.rings).toHaveLength(1)
  })

  it('rings when the clock was set back', () => {
    let now = 1_000_000
    let look = () => {}
    // Timers run on a separate clock: setting the wall clock back does not delay them.
    const environment = {
      ...manualEnvironment(),
      now: () => now,
      setTimeout: (run: () => void) => void (look = run),
    }
    let rings = 0
    createAlarm(environment, () => rings++).set(now + 600_000)
    now += 1000
    look()
    expect(rings).toBe(0)
    now -= 3_600_000
    look()
    expect(rings).toBe(1)
  })

  it('reports each jump of the clock once', () => {
    const t = bench()
    t.alarm.set(t.in(86_400_000))
    t.environment.advance(5500)
    expect(t.alarm.jumped()).toBe(0)
    t.environment.sleep(3_600_000)
    // Up to a second of it is the normal wait between two reads.
    expect(t.alarm.jumped()).toBe(3_599_000)
    expect(t.alarm.jumped()).toBe(0)
    t.environment.sleep(-3_600_000)
    expect(t.alarm.jumped()).toBe(-3_600_000)
    expect(t.alarm.jumped()).toBe(0)
  })

  it('notices a clock that is set back, but no sleep, while no deadline is pending', () => {
    const t = bench()
    t.environment.sleep(3_600_000)
    expect(t.alarm.jumped()).toBe(0)
    t.environment.sleep(-1_800_000)
    expect(t.alarm.jumped()).toBe(-1_800_000)
  })

  it('does not treat the delayed timers of a hidden tab as a sleep', () => {
    const t = bench()
    t.alarm.set(t.in(600_000))
    t.environment.setVisible(false)
    t.environment.sleep(60_000)
    expect(t.alarm.jumped()).toBe(0)
    t.environment.sleep(120_000)
    expect(t.alarm.jumped()).toBe(119_000)
  })

  it('does not lose a deadline that the ring itself sets', () => {
    const environment = manualEnvironment()
    const start = environment.now()
    const rings: number[] = []
    const alarm = createAlarm(environment, () => {
      rings.push(environment.now() - start)
      if (rings.length < 3) alarm.set(environment.now() + 1000)
    })
    alarm.set(start + 1000)
    environment.advance(10_000)
    expect(rings).toEqual([1000, 2000, 3000])
  })
})
