import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWatchdog } from './watchdog.mjs'

describe('the watchdog of a run', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const watch = () => {
    const onHang = vi.fn<(running: string[]) => void>()
    return { onHang, watchdog: createWatchdog({ silentMs: 180_000, onHang }) }
  }

  it('reports everything unfinished, once, when nothing has ended for three minutes', () => {
    const { onHang, watchdog } = watch()
    for (const what of ['a', 'b', 'c']) watchdog.hear({ type: 'began', what })
    vi.advanceTimersByTime(170_000)
    watchdog.hear({ type: 'ended', what: 'b' })
    vi.advanceTimersByTime(179_000)
    expect(onHang).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    expect(onHang.mock.calls).toEqual([[['a', 'c']]])
    vi.advanceTimersByTime(600_000)
    expect(onHang).toHaveBeenCalledTimes(1)
  })

  it('does not count the start of another test as progress', () => {
    const { onHang, watchdog } = watch()
    watchdog.hear({ type: 'began', what: 'a' })
    for (let n = 0; n < 10; n++) {
      vi.advanceTimersByTime(20_000)
      watchdog.hear({ type: 'began', what: `b${n}` })
    }
    expect(onHang).toHaveBeenCalledOnce()
  })

  it('detects a run that never begins', () => {
    const { onHang } = watch()
    vi.advanceTimersByTime(180_000)
    expect(onHang.mock.calls).toEqual([[[]]])
  })

  it('does not count the sleep of the machine as a hang', () => {
    const { onHang, watchdog } = watch()
    watchdog.hear({ type: 'began', what: 'a' })
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(2_000)
    expect(onHang).not.toHaveBeenCalled()
    watchdog.stop()
  })

  it('reports nothing after stop', () => {
    const { onHang, watchdog } = watch()
    watchdog.stop()
    vi.advanceTimersByTime(600_000)
    expect(onHang).not.toHaveBeenCalled()
  })
})
