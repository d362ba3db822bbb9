import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it } from 'vitest'
import { notLiveDelay, Delay } from './delay.ts'

describe('a pause', () => {
  it('is over after its time', async () => {
    const environment = manualEnvironment()
    const pause = new Delay(environment)
    const over = pause.wait(500)
    environment.advance(499)
    expect(pause.pending).toBe(true)
    environment.advance(1)
    expect(pause.pending).toBe(false)
    await over
  })

  it('is over when it is cut short, and leaves no timer', async () => {
    const environment = manualEnvironment()
    const pause = new Delay(environment)
    const over = pause.wait(500)
    pause.end()
    await over
    expect(environment.timers).toBe(0)
  })

  it('that is not there can be ended as well', () => {
    const pause = new Delay(manualEnvironment())
    pause.end()
    expect(pause.pending).toBe(false)
  })
})

describe('the time between two questions', () => {
  it('grows, up to a bound', () => {
    const times = Array.from({ length: 20 }, (_, tries) => notLiveDelay(tries, 0.5))
    expect(times[0]).toBe(2000)
    expect(times.at(-1)).toBe(15_000)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('is spread, so that viewers do not ask in step', () => {
    expect([notLiveDelay(0, 0), notLiveDelay(0, 0.999)].map(Math.round)).toEqual([1500, 2499])
  })

  it('is what the server says, but a second at least', () => {
    expect([5000, 1000, 999, 1].map((asked) => notLiveDelay(0, 0.5, asked))).toEqual([5000, 1000, 1000, 1000])
  })
})
