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

  it('is over when it is ended early, and leaves no timer', async () => {
    const environment = manualEnvironment()
    const pause = new Delay(environment)
    const over = pause.wait(500)
    pause.end()
    await over
    expect(environment.timers).toBe(0)
  })

  it('can be ended before it begins', () => {
    const pause = new Delay(manualEnvironment())
    pause.end()
    expect(pause.pending).toBe(false)
  })
})

describe('the delay between two requests for a stream that is not live', () => {
  it('grows up to 15 s', () => {
    const times = Array.from({ length: 20 }, (_, tries) => notLiveDelay(tries, 0.5))
    expect(times[0]).toBe(2000)
    expect(times.at(-1)).toBe(15_000)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('is spread, so that viewers do not ask at the same time', () => {
    expect([notLiveDelay(0, 0), notLiveDelay(0, 0.999)].map(Math.round)).toEqual([1500, 2499])
  })

  it('is the delay of the server, min 1 s', () => {
    expect([5000, 1000, 999, 1].map((asked) => notLiveDelay(0, 0.5, asked))).toEqual([5000, 1000, 1000, 1000])
  })
})
