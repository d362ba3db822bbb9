import type { Environment } from './environment.ts'

export interface Alarm {
  /** Local epoch, ms; `null`: nothing to wait for. */
  set(deadline: number | null): void
  clear(): void
}

/** A clock that moved this much more, or less, than a timer was set for has jumped. */
const jumpMs = 2000
const lookMs = 1000

/**
 * The session's only timer. It rings at the deadline, and also when the clock jumped: a slept laptop or a
 * corrected clock makes every timer lie, so while a deadline is pending the clock is compared each second.
 */
export function createAlarm(environment: Environment, ring: () => void): Alarm {
  let timer: unknown
  let armed: number | null = null

  const clear = () => {
    if (armed !== null) environment.clearTimeout(timer)
    armed = null
  }

  const arm = (deadline: number) => {
    const from = environment.now()
    const wait = Math.min(Math.max(0, deadline - from), lookMs)
    armed = deadline
    timer = environment.setTimeout(() => {
      armed = null
      const now = environment.now()
      const jumped = now < from || now - from > wait + jumpMs
      if (now >= deadline || jumped) ring()
      // The ring may have set the next one.
      if (armed === null && now < deadline) arm(deadline)
    }, wait)
  }

  return {
    set(deadline) {
      if (deadline === armed) return
      clear()
      if (deadline !== null) arm(deadline)
    },
    clear,
  }
}
