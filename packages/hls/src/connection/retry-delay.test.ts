import { describe, expect, it } from 'vitest'
import {
  notLivePollDelay,
  playlistRetryDelay,
  reloadDelay,
  restartPollDelay,
  segmentRetryDelay,
} from './retry-delay.ts'

const lowest = () => 0
const highest = () => 0.999_999

describe('playlistRetryDelay', () => {
  it('is never shorter than the poll period of a playlist that does not change', () => {
    for (const targetDuration of [1, 2, 6, 10])
      for (let failures = 0; failures < 200; failures++)
        expect(playlistRetryDelay(failures, targetDuration, lowest)).toBeGreaterThanOrEqual(
          targetDuration * 500,
        )
  })

  it('grows to five seconds before jitter, and no further', () => {
    expect(playlistRetryDelay(12, 2, lowest)).toBe(1000)
    expect(playlistRetryDelay(14, 2, lowest)).toBe(2250)
    expect(playlistRetryDelay(500, 2, highest)).toBeLessThanOrEqual(7000)
  })

  it('is at least 0.5 s for a playlist without a target duration', () => {
    expect(playlistRetryDelay(0, 0, lowest)).toBe(500)
  })

  it('has a jitter of up to 40 %', () => {
    expect(playlistRetryDelay(0, 2, highest)).toBeGreaterThan(1390)
  })
})

describe('reloadDelay', () => {
  it('starts at about one second and stays short for the first attempts', () => {
    expect(reloadDelay(0, () => 0.5)).toBe(1000)
    expect(reloadDelay(20, () => 0.5)).toBe(2200)
    expect(reloadDelay(30, () => 0.5)).toBe(8000)
  })

  it('has a jitter of 25 % each way', () => {
    expect(reloadDelay(0, lowest)).toBe(750)
    expect(reloadDelay(0, highest)).toBeCloseTo(1250, 0)
  })
})

describe('restartPollDelay', () => {
  it('starts at several seconds and grows', () => {
    expect(restartPollDelay(0, lowest)).toBe(3000)
    expect(restartPollDelay(100, highest)).toBeLessThanOrEqual(25_000)
    expect(restartPollDelay(100, lowest)).toBe(15_000)
  })
})

describe('notLivePollDelay', () => {
  it('is the reload delay without an announced start, and close to it', () => {
    expect(notLivePollDelay(3, null, lowest)).toBe(reloadDelay(3, lowest))
    expect(notLivePollDelay(3, 10_000, lowest)).toBe(reloadDelay(3, lowest))
    expect(notLivePollDelay(3, -60_000, lowest)).toBe(reloadDelay(3, lowest))
  })

  it('is long before an announced start, and never longer than the time to it', () => {
    expect(notLivePollDelay(0, 60_000, () => 0.5)).toBe(15_000)
    expect(notLivePollDelay(0, 86_400_000, highest)).toBeLessThanOrEqual(37_500)
  })
})

describe('segmentRetryDelay', () => {
  it('is short enough for a second try before the buffer runs out', () => {
    expect(segmentRetryDelay(lowest)).toBe(500)
    expect(segmentRetryDelay(highest)).toBeLessThanOrEqual(700)
  })
})
