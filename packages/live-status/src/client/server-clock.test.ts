import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ServerClock } from './server-clock.ts'

describe('the server’s moments in local epoch', () => {
  it('whatever this clock shows, within the least way of the samples', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20 }),
        (off, ways) => {
          let true_ = 2e12
          const clock = new ServerClock({ now: () => true_ + off, monotonic: () => true_ - 1.9e12 })
          for (const way of ways) {
            clock.sample(true_ - way)
            true_ += 15_000
          }
          const error = clock.local(true_ + 60_000) - (true_ + 60_000 + off)
          const least = Math.min(...ways)
          expect(error).toBeGreaterThanOrEqual(least)
          expect(error).toBeLessThanOrEqual(least + 5 * ways.length)
        },
      ),
    )
  })

  it('a machine that slept, whose monotonic clock stood still, is right with the next message', () => {
    let [now, monotonic] = [2e12, 1000]
    const clock = new ServerClock({ now: () => now, monotonic: () => monotonic })
    clock.sample(now)
    now += 3_600_000
    monotonic += 10
    clock.sample(now)
    expect(clock.local(now + 5000)).toBe(now + 5000)
  })
})
