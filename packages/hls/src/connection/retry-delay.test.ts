import { describe, expect, it } from 'vitest'
import {
  notLivePollDelay,
  playlistRetryDelay,
  reloadDelay,
  restartPollDelay,
  segmentRetryDelay,
} from './retry-delay.ts'

const least = () => 0
const most = () => 0.999_999

describe('playlistRetryDelay', () => {
  it('is never denser than the polling of a list that stands still', () => {
    for (const targetDuration of [1, 2, 6, 10])
      for (let failures = 0; failures < 200; failures++)
        expect(playlistRetryDelay(failures, targetDuration, least)).toBeGreaterThanOrEqual(
          targetDuration * 500,
        )
  })

  it('grows to five seconds and no further', () => {
    expect(playlistRetryDelay(12, 2, least)).toBe(1000)
    expect(playlistRetryDelay(14, 2, least)).toBe(2250)
    expect(playlistRetryDelay(500, 2, most)).toBeLessThanOrEqual(7000)
  })

  it('never loops tightly on a list without a target duration', () => {
    expect(playlistRetryDelay(0, 0, least)).toBe(500)
  })

  it('is spread', () => {
    expect(playlistRetryDelay(0, 2, most)).toBeGreaterThan(1390)
  })
})

describe('reloadDelay', () => {
  it('starts at about a second and stays short for a while', () => {
    expect(reloadDelay(0, () => 0.5)).toBe(1000)
    expect(reloadDelay(20, () => 0.5)).toBe(2200)
    expect(reloadDelay(30, () => 0.5)).toBe(8000)
  })

  it('is spread by a quarter each way', () => {
    expect(reloadDelay(0, least)).toBe(750)
    expect(reloadDelay(0, most)).toBeCloseTo(1250, 0)
  })
})

describe('restartPollDelay', () => {
  it('is slow, and slower with time', () => {
    expect(restartPollDelay(0, least)).toBe(3000)
    expect(restartPollDelay(100, most)).toBeLessThanOrEqual(25_000)
    expect(restartPollDelay(100, least)).toBe(15_000)
  })
})

describe('notLivePollDelay', () => {
  it('is like a reload without an announced start, and near it', () => {
    expect(notLivePollDelay(3, null, least)).toBe(reloadDelay(3, least))
    expect(notLivePollDelay(3, 10_000, least)).toBe(reloadDelay(3, least))
    expect(notLivePollDelay(3, -60_000, least)).toBe(reloadDelay(3, least))
  })

  it('takes its time long before the start, and never sleeps through it', () => {
    expect(notLivePollDelay(0, 60_000, () => 0.5)).toBe(15_000)
    expect(notLivePollDelay(0, 86_400_000, most)).toBeLessThanOrEqual(37_500)
  })
})

describe('segmentRetryDelay', () => {
  it('leaves time for a second try before the buffer runs out', () => {
    expect(segmentRetryDelay(least)).toBe(500)
    expect(segmentRetryDelay(most)).toBeLessThanOrEqual(700)
  })
})
