import type { Environment } from '../environment/environment.ts'

/** Messages a second that are read in the long run, and how many may come at once. */
export interface Rate {
  readonly perSecond: number
  readonly atOnce: number
}

/** Whether one more message is within the rate; a full bucket of `atOnce` that refills by `perSecond`. */
export function rateLimit(environment: Pick<Environment, 'now'>, { perSecond, atOnce }: Rate): () => boolean {
  let left = atOnce
  let filledAt = environment.now()
  return () => {
    const now = environment.now()
    // A clock that was set back fills nothing.
    const refill = (Math.max(0, now - filledAt) / 1000) * perSecond
    left = Math.min(atOnce, left + refill)
    filledAt = now
    if (left < 1) return false
    left--
    return true
  }
}
