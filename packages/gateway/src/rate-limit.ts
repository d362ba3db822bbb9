import type { Environment } from '@standby/core/source'

/** Frames a second that are read in the long run, and how many may come at once. A busy server sends a few. */
export const rate = { perSecond: 200, atOnce: 1000 } as const

/** Whether one more frame is within the rate; a full bucket of `atOnce` that refills by `perSecond`. */
export function rateLimit(environment: Pick<Environment, 'now'>): () => boolean {
  let left: number = rate.atOnce
  let filledAt = environment.now()
  return () => {
    const now = environment.now()
    // A clock that was set back fills nothing.
    const refill = (Math.max(0, now - filledAt) / 1000) * rate.perSecond
    left = Math.min(rate.atOnce, left + refill)
    filledAt = now
    if (left < 1) return false
    left--
    return true
  }
}
