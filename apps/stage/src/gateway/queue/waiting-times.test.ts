import { describe, expect, it } from 'vitest'
import { createWaitingTimes } from './waiting-times.ts'

describe('the estimated waiting time', () => {
  it('is unknown without a session length or a worker', () => {
    expect(createWaitingTimes(0).guess(3, [10], 1)).toEqual([])
    expect(createWaitingTimes(60_000).guess(3, [], 0)).toEqual([])
  })

  it('counts the rest of running sessions first, then whole sessions', () => {
    expect(createWaitingTimes(60_000).guess(4, [50_000, 20_000], 2)).toEqual([
      10_000, 40_000, 70_000, 100_000,
    ])
  })

  it('is zero for a free worker, and for a session longer than the mean', () => {
    expect(createWaitingTimes(60_000).guess(3, [90_000], 2)).toEqual([0, 0, 60_000])
  })

  it('uses the last 20 sessions', () => {
    const times = createWaitingTimes(60_000)
    for (let count = 0; count < 50; count++) times.ended(1_000_000)
    for (let count = 0; count < 20; count++) times.ended(count % 2 === 0 ? 10_000 : 30_000)
    expect(times.guess(2, [0], 1)).toEqual([20_000, 40_000])
  })

  it('never decreases from one place to the next', () => {
    const times = createWaitingTimes(45_000)
    const guesses = times.guess(300, [1000, 44_000, 90_000, 20_000], 5)
    expect(guesses).toHaveLength(300)
    expect(guesses).toEqual(guesses.toSorted((a, b) => a - b))
  })
})
