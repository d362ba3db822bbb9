import { describe, expect, it } from 'vitest'
import { TargetLatency } from './target-latency.ts'

const goal = { target: 6, step: 2 }
const latency = (arrival: number, date: number | null = null) => ({ arrival, date })

function measured(arrival: number, date: number | null = null): TargetLatency {
  const usual = new TargetLatency()
  usual.observe(0, latency(arrival, date), 3, true, goal)
  usual.observe(3000, latency(arrival, date), 4, true, goal)
  return usual
}

describe('TargetLatency', () => {
  it('is the target of the goal until it is measured', () => {
    expect(new TargetLatency().value(goal)).toBe(6)
  })

  it('is the latency of smooth playback', () => {
    expect(measured(6.4).value(goal)).toBe(6.4)
  })

  it('is measured only once', () => {
    const usual = measured(6.4)
    usual.observe(10_000, latency(9), 9, true, goal)
    usual.observe(20_000, latency(9), 9, true, goal)
    expect(usual.value(goal)).toBe(6.4)
  })

  it('needs three seconds of smooth playback without a break', () => {
    const usual = new TargetLatency()
    usual.observe(0, latency(7), 5, true, goal)
    usual.observe(2000, latency(7), 5, false, goal)
    usual.observe(4000, latency(7), 5, true, goal)
    expect(usual.value(goal)).toBe(6)
  })

  it('needs three updates, because the first ones are wrong by up to one poll period', () => {
    const usual = new TargetLatency()
    usual.observe(0, latency(7), 1, true, goal)
    usual.observe(5000, latency(7), 2, true, goal)
    expect(usual.value(goal)).toBe(6)
  })

  it.each([
    [1, 5],
    [30, 8],
  ])('limits a measurement to the range around the goal: %d s becomes %d s', (arrival, expected) => {
    expect(measured(arrival).value(goal)).toBe(expected)
  })

  it('computes the excess from dates, which do not depend on when the playlist was polled', () => {
    const usual = measured(6.2, 7.3)
    // Polled in another phase: by arrival it looks closer than it is.
    expect(usual.excess(latency(5, 7.1), goal)).toBeCloseTo(-0.2)
  })

  it('ignores dates that differ by more than polling explains', () => {
    const usual = measured(6.2, 7.3)
    expect(usual.excess(latency(3, 7.3), goal)).toBeCloseTo(-3.2)
    expect(usual.excess(latency(6.2, 3607), goal)).toBeCloseTo(0)
  })

  it('computes the excess from arrivals when one of the two has no date', () => {
    expect(measured(6.2, 7.3).excess(latency(8.2), goal)).toBeCloseTo(2)
    expect(measured(6.2).excess(latency(8.2, 9), goal)).toBeCloseTo(2)
  })

  it('shifts the date along with a measurement that was limited', () => {
    const usual = measured(12, 13)
    expect(usual.excess(latency(12, 13), goal)).toBeCloseTo(4)
  })
})
