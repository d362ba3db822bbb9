import type { Environment } from '../environment/environment.ts'

export interface Alarm {
  /** Local epoch, ms; `null`: nothing to wait for. */
  set(deadline: number | null): void
  clear(): void
  /**
   * By how much the clock jumped since this was last asked, ms: ahead over a sleep, below zero where it was set back. A jump
   * ahead is only seen while a deadline is pending.
   */
  jumped(): number
}

const lookMs = 1000
/** A look this late was slept through, or the clock was set. */
const jumpMs = 2000
/** In a hidden tab browsers hold timers up for a minute, and nobody slept. */
const hiddenJumpMs = 90_000

/**
 * The session's only timer. It rings at the deadline, and also when the clock jumped: a slept laptop or a
 * corrected clock makes every timer lie, so while a deadline is pending the clock is compared each second.
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
    const late = by - lookMs
    return pending && late > (environment.visible ? jumpMs : hiddenJumpMs) ? late : 0
  }

  const arm = (deadline: number) => {
    armed = deadline
    pending = true
    timer = environment.setTimeout(
      () => {
        armed = null
        // Read once: a deadline that passed between two looks would neither ring nor be waited for.
        const due = environment.now() >= deadline
        // Who is rung asks for the jump.
        if (due || jump()) ring()
        seenAt = environment.now()
        // The ring may have set the next one, or none.
        if (!due && pending && armed === null) arm(deadline)
      },
      Math.min(Math.max(0, deadline - environment.now()), lookMs),
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
