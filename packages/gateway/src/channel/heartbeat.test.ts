import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { watchHeartbeat } from './heartbeat.ts'

function watch(everyMs?: number) {
  const environment = manualEnvironment()
  const ask = vi.fn<() => void>()
  const gone = vi.fn<() => void>()
  const heartbeat = watchHeartbeat(environment, { ask, gone })
  if (everyMs !== undefined) heartbeat.expectEvery(everyMs)
  return { environment, ask, gone, heartbeat }
}

describe('silence', () => {
  it.each([1000, 10_000, 60_000])('is noticed after two heartbeats of %i ms, not before', (everyMs) => {
    const { environment, gone } = watch(everyMs)
    environment.advance(2 * everyMs - 1)
    expect(gone).not.toHaveBeenCalled()
    environment.advance(1)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('is counted in heartbeats of 10 s until the server sets another interval', () => {
    const { environment, gone } = watch()
    environment.advance(19_999)
    expect(gone).not.toHaveBeenCalled()
    environment.advance(1)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('starts over with any message', () => {
    const { environment, gone, heartbeat } = watch(1000)
    for (let i = 0; i < 100; i++) {
      environment.advance(1900)
      heartbeat.heard()
    }
    expect(gone).not.toHaveBeenCalled()
    environment.advance(2000)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('is reported once, and leaves no timer and no listener', () => {
    const { environment, gone } = watch(1000)
    environment.advance(60_000)
    environment.setOnline(false)
    environment.setOnline(true)
    expect(gone).toHaveBeenCalledOnce()
    expect(environment.timers).toBe(0)
    expect(environment.listeners).toBe(0)
  })

  it('leads to no ping of the client while the clock runs and the page is visible', () => {
    const { environment, ask, heartbeat } = watch(1000)
    for (let i = 0; i < 20; i++) {
      environment.advance(1000)
      heartbeat.heard()
    }
    expect(ask).not.toHaveBeenCalled()
  })
})

describe('after a sleep', () => {
  it('pings before it reports silence, because messages may not be delivered yet', () => {
    const { environment, ask, gone, heartbeat } = watch()
    environment.advance(3000)
    environment.sleep(3_600_000)
    environment.advance(0)
    expect(ask).toHaveBeenCalledOnce()
    expect(gone).not.toHaveBeenCalled()
    heartbeat.heard()
    environment.advance(19_999)
    expect(gone).not.toHaveBeenCalled()
  })

  it.each([
    [10_000, 5000],
    [2000, 2000],
  ])(
    'with a heartbeat of %i ms the server is gone if it does not answer within %i ms',
    (everyMs, answerMs) => {
      const { environment, gone } = watch(everyMs)
      environment.sleep(3_600_000)
      environment.advance(0)
      environment.advance(answerMs - 1)
      expect(gone).not.toHaveBeenCalled()
      environment.advance(1)
      expect(gone).toHaveBeenCalledOnce()
    },
  )

  it.each([
    [6000, 0],
    [6001, 1],
  ])('a timer of 5 s that fires after %i ms leads to %i pings', (ms, times) => {
    const { environment, ask } = watch()
    environment.sleep(ms)
    environment.advance(0)
    expect(ask).toHaveBeenCalledTimes(times)
  })

  it('notices the sleep within half a heartbeat, without an event of the page', () => {
    const { environment, ask } = watch()
    environment.advance(1000)
    environment.sleep(30_000)
    environment.advance(4000)
    expect(ask).toHaveBeenCalledOnce()
  })

  it('pings max twice in a page whose timers fire once a minute', () => {
    const { environment, ask, gone } = watch()
    for (let minute = 0; minute < 3; minute++) {
      environment.sleep(60_000)
      environment.advance(0)
    }
    expect(ask).toHaveBeenCalledTimes(2)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('pings when the clock was set back, and does not wait for it to catch up', () => {
    const { environment, ask, gone } = watch()
    environment.advance(1000)
    environment.sleep(-3_600_000)
    environment.setVisible(false)
    environment.setVisible(true)
    expect(ask).toHaveBeenCalledOnce()
    environment.advance(5000)
    expect(gone).toHaveBeenCalledOnce()
  })
})

describe('when the page comes back', () => {
  const comeBack = {
    visible: (environment: ReturnType<typeof manualEnvironment>) => {
      environment.setVisible(false)
      environment.setVisible(true)
    },
    online: (environment: ReturnType<typeof manualEnvironment>) => {
      environment.setOnline(false)
      environment.setOnline(true)
    },
    'from the back-forward cache': (environment: ReturnType<typeof manualEnvironment>) =>
      environment.trigger('pageshow'),
    'from being frozen': (environment: ReturnType<typeof manualEnvironment>) => environment.trigger('resume'),
  }

  it.each(Object.entries(comeBack))('%s, it pings the server, which has 5 s to answer', (_, happen) => {
    const { environment, ask, gone } = watch()
    environment.advance(2000)
    happen(environment)
    expect(ask).toHaveBeenCalledOnce()
    environment.advance(4999)
    expect(gone).not.toHaveBeenCalled()
    environment.advance(1)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('again and again, silence is not noticed later', () => {
    const { environment, ask, gone } = watch()
    for (let i = 0; i < 4; i++) {
      comeBack.visible(environment)
      environment.advance(1000)
    }
    expect(ask).toHaveBeenCalledOnce()
    environment.advance(1000)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('late in a silence, the server does not get more time', () => {
    const { environment, ask, gone } = watch()
    environment.advance(18_000)
    comeBack.online(environment)
    expect(ask).toHaveBeenCalledOnce()
    environment.advance(1999)
    expect(gone).not.toHaveBeenCalled()
    environment.advance(1)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('again after an answer, it pings again', () => {
    const { environment, ask, gone, heartbeat } = watch()
    for (let times = 1; times <= 3; times++) {
      comeBack.visible(environment)
      expect(ask).toHaveBeenCalledTimes(times)
      heartbeat.heard()
      environment.advance(2000)
    }
    expect(gone).not.toHaveBeenCalled()
  })

  it('while it is still hidden, it does not ping', () => {
    const { environment, ask } = watch()
    environment.setVisible(false)
    environment.trigger('resume')
    expect(ask).not.toHaveBeenCalled()
  })
})

it('does nothing after stop, also when the interval changes', () => {
  const { environment, ask, gone, heartbeat } = watch()
  heartbeat.stop()
  heartbeat.expectEvery(1000)
  heartbeat.heard()
  environment.advance(120_000)
  environment.trigger('pageshow')
  expect(ask).not.toHaveBeenCalled()
  expect(gone).not.toHaveBeenCalled()
  expect(environment.timers).toBe(0)
})
