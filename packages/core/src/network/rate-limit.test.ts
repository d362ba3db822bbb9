import { expect, it } from 'vitest'
import { rateLimit } from './rate-limit.ts'
import { manualEnvironment } from '../testing.ts'

const rate = { perSecond: 200, atOnce: 1000 }

const countOf = (within: () => boolean) => {
  let count = 0
  while (within()) count++
  return count
}

it('lets max `atOnce` through at once, and then none', () => {
  const within = rateLimit(manualEnvironment(), rate)
  expect(countOf(within)).toBe(rate.atOnce)
  expect(within()).toBe(false)
})

it('lets `perSecond` through in the long run', () => {
  const environment = manualEnvironment()
  const within = rateLimit(environment, rate)
  countOf(within)
  let passed = 0
  for (let i = 0; i < 100; i++) {
    environment.advance(100)
    passed += countOf(within)
  }
  expect(passed).toBe(10 * rate.perSecond)
})

it('never saves up more than `atOnce`', () => {
  const environment = manualEnvironment()
  const within = rateLimit(environment, rate)
  environment.advance(3_600_000)
  expect(countOf(within)).toBe(rate.atOnce)
})

it('is not refilled by a clock that is set back and forth', () => {
  const environment = manualEnvironment()
  const within = rateLimit(environment, rate)
  countOf(within)
  environment.sleep(-60_000)
  expect(within()).toBe(false)
  environment.sleep(1000)
  expect(countOf(within)).toBe(rate.perSecond)
})
