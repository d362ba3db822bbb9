/** The gateway's time source: the machine's clock, or a test's. */
export interface Clock {
  /** Milliseconds from any fixed point. */
  now(): number
  /** Runs once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}

export const realClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** A timer that can be set again; setting it cancels the earlier one. */
export interface Alarm {
  set(ms: number, run: () => void): void
  clear(): void
}

export function createAlarm(clock: Clock): Alarm {
  let cancel: (() => void) | null = null
  const clear = (): void => {
    cancel?.()
    cancel = null
  }
  return {
    set(ms, run) {
      clear()
      cancel = clock.after(ms, () => {
        cancel = null
        run()
      })
    },
    clear,
  }
}
