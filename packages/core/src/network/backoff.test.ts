import { describe, expect, it } from 'vitest'
import { Backoff } from './backoff.ts'
import { manualEnvironment } from '../testing/manual-environment.ts'

const delays = (backoff: Backoff, count: number) => Array.from({ length: count }, () => backoff.next())

describe('the delays between attempts', () => {
  it.each([
    [0, [100, 200, 400, 800, 1500, 1500]],
    [0.5, [550, 1100, 2200, 4400, 8250, 8250]],
  ])('double up to 15 s, with a tenth of that as the minimum: random value %d', (chance, expected) => {
    const backoff = new Backoff(manualEnvironment({ random: chance }))
    expect(delays(backoff, 6)).toEqual(expected)
    expect(backoff.attempts).toBe(6)
  })

  it('grow by the given policy', () => {
    const environment = manualEnvironment({ random: 0.5 })
    expect(delays(new Backoff(environment, { baseMs: 2000, capMs: 30_000 }), 6)).toEqual([
      1100, 2200, 4400, 8800, 16_500, 16_500,
    ])
  })

  it('stay long after a connection of less than 10 s, and start over after one of 10 s', () => {
    const environment = manualEnvironment({ random: 0.5 })
    const backoff = new Backoff(environment)
    delays(backoff, 3)
    backoff.good()
    environment.advance(9999)
    expect(backoff.next()).toBe(4400)
    environment.advance(60_000)
    expect(backoff.next()).toBe(8250)
    backoff.good()
    environment.advance(5000)
    backoff.good()
    environment.advance(5000)
    expect(backoff.next()).toBe(550)
  })

  it('start over after the clock is set back', () => {
    const environment = manualEnvironment({ random: 0.5 })
    const backoff = new Backoff(environment)
    delays(backoff, 5)
    backoff.good()
    environment.sleep(-3_600_000)
    expect(backoff.next()).toBe(550)
  })
})
