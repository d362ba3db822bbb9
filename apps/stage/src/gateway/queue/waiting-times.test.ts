import { describe, expect, it } from 'vitest'
import { createWaitingTimes } from './waiting-times.ts'

describe('the guess of a waiting time', () => {
  it('is none while nothing is known', () => {
    expect(createWaitingTimes(0).guess(3, [10], 1)).toEqual([])
    expect(createWaitingTimes(60_000).guess(3, [], 0)).toEqual([])
  })

  it('is what is left of the running sessions, then whole sessions', () => {
    expect(createWaitingTimes(60_000).guess(4, [50_000, 20_000], 2)).toEqual([
      10_000, 40_000, 70_000, 100_000,
    ])
  })

  it('is nothing for who finds a free worker, or one whose session lasts longer than most', () => {
    expect(createWaitingTimes(60_000).guess(3, [90_000], 2)).toEqual([0, 0, 60_000])
  })

  it('follows the last twenty sessions', () => {
    const times = createWaitingTimes(60_000)
    for (let count = 0; count < 50; count++) times.ended(1_000_000)
    for (let count = 0; count < 20; count++) times.ended(count % 2 === 0 ? 10_000 : 30_000)
    expect(times.guess(2, [0], 1)).toEqual([20_000, 40_000])
  })

  it('never falls along the queue', () => {
    const times = createWaitingTimes(45_000)
    const guesses = times.guess(300, [1000, 44_000, 90_000, 20_000], 5)
    expect(guesses).toHaveLength(300)
    expect(guesses).toEqual(guesses.toSorted((a, b) => a - b))
  })
})
