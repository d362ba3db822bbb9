import type { Clock } from './gateway-clock.ts'

export interface ManualClock extends Clock {
  /** Advances time. Due timers run in order, and after each the promises that it settles. */
  pass(ms: number): Promise<void>
  readonly pending: number
}

export function createManualClock(): ManualClock {
  const due = new Set<{ at: number; run: () => void }>()
  let now = 1000
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  return {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run }
      due.add(entry)
      return () => due.delete(entry)
    },
    async pass(ms) {
      const until = now + ms
      await settle()
      for (;;) {
        const next = [...due].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
        if (!next) break
        due.delete(next)
        now = Math.max(now, next.at)
        next.run()
        await settle()
      }
      now = until
    },
    get pending() {
      return due.size
    },
  }
}
