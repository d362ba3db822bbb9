import type { Environment } from '../environment/environment.ts'

/** Max messages a second in the long run, and max messages at once. */
export interface Rate {
  readonly perSecond: number
  readonly atOnce: number
}

/** Returns a function that says whether one more message is within the rate: a bucket of `atOnce`, refilled by `perSecond`. */
export function rateLimit(environment: Pick<Environment, 'now'>, { perSecond, atOnce }: Rate): () => boolean {
  let left = atOnce
  let filledAt = environment.now()
  return () => {
    const now = environment.now()
    // A clock that was set back refills nothing.
    const refill = (Math.max(0, now - filledAt) / 1000) * perSecond
    left = Math.min(atOnce, left + refill)
    filledAt = now
    if (left < 1) return false
    left--
    return true
  }
}
