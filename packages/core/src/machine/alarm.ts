import type { Environment } from '../environment/environment.ts'
import { hiddenSleptMs, readClockEveryMs, sleptMs } from '../policies/limits.ts'

export interface Alarm {
  /** Local epoch, ms; `null`: no deadline. */
  set(deadline: number | null): void
  clear(): void
  /**
   * By how much the clock jumped since the last call, ms. Positive: the device slept. Negative: the clock was set
   * back. A positive jump is only noticed while a deadline is pending.
   */
  jumped(): number
}

/**
 * The session's only timer. It rings at the deadline, and also when the clock jumped. After a sleep or a
 * correction of the clock no timer is right, so the clock is read each second while a deadline is pending.
 */
export function createAlarm(environment: Environment, ring: () => void): Alarm {
  let timer: unknown
  let armed: number | null = null
  let pending = false
  let seenAt = environment.now()

  const clear = () => {
    if (armed !== null) environment.clearTimeout(timer)
    armed = null
    pending = false
  }

  const jump = () => {
    const by = environment.now() - seenAt
    if (by < 0) return by
    const late = by - readClockEveryMs
    return pending && late > (environment.visible ? sleptMs : hiddenSleptMs) ? late : 0
  }

  const arm = (deadline: number) => {
    armed = deadline
    pending = true
    timer = environment.setTimeout(
      () => {
        armed = null
        // Read once: a deadline that passes between two reads would neither ring nor get a new timer.
        const due = environment.now() >= deadline
        // The listener calls `jumped`, so it comes before `seenAt` is set.
        if (due || jump()) ring()
        seenAt = environment.now()
        // The listener may have set the next deadline or cleared it.
        if (!due && pending && armed === null) arm(deadline)
      },
      Math.min(Math.max(0, deadline - environment.now()), readClockEveryMs),
    )
  }

  return {
    set(deadline) {
      if (deadline !== null && deadline === armed) return
      clear()
      if (deadline !== null) arm(deadline)
    },
    clear,
    jumped() {
      const by = jump()
      seenAt = environment.now()
      return by
    },
  }
}
