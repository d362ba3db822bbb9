import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ServerClock } from './server-clock.ts'

describe('server times in local time', () => {
  it('are exact to the smallest delay of the samples, whatever the local clock shows', () => {
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
          // Never too early, and hardly later than by the best of the last three samples.
          expect(error).toBeGreaterThanOrEqual(Math.min(...ways))
          expect(error).toBeLessThanOrEqual(Math.min(...ways.slice(-3)) + 15)
        },
      ),
    )
  })

  it.each([2000, 30_000, 86_400_000])(
    'are right three messages after one from a clock %i ms ahead, and one message after one from a clock behind',
    (skew) => {
      for (const [off, needed] of [
        [skew, 3],
        [-skew, 1],
      ] as const) {
        let now = 2e12
        const clock = new ServerClock({ now: () => now, monotonic: () => now - 1.9e12 })
        const error = () => clock.local(now + 60_000) - (now + 60_000)
        clock.sample(now + off)
        for (let messages = 0; messages < needed; messages++) {
          expect(Math.abs(error())).toBeGreaterThan(1900)
          now += 15_000
          clock.sample(now - 20)
        }
        expect(error()).toBe(20)
      }
    },
  )

  it('hardly change after one late message', () => {
    let now = 2e12
    const clock = new ServerClock({ now: () => now, monotonic: () => now - 1.9e12 })
    for (const way of [20, 2000, 2000, 30, 2000, 2000, 25]) {
      clock.sample(now - way)
      now += 15_000
    }
    expect(clock.local(now) - now).toBeLessThanOrEqual(25)
  })

  it('are right with the next message after a sleep in which the monotonic clock stood still', () => {
    let [now, monotonic] = [2e12, 1000]
    const clock = new ServerClock({ now: () => now, monotonic: () => monotonic })
    clock.sample(now)
    now += 3_600_000
    monotonic += 10
    clock.sample(now)
    expect(clock.local(now + 5000)).toBe(now + 5000)
  })
})
