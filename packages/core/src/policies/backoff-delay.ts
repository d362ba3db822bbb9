/** How the delays between attempts grow. */
export interface Growth {
  /** The first delay, ms. */
  readonly baseMs: number
  /** Each delay is this many times the one before. */
  readonly factor: number
  /** The longest delay, ms. */
  readonly capMs: number
}

export interface Delays extends Growth {
  /** Attempts count from one again after this long of stable media or of a confirmed place, ms. */
  readonly stableAfterMs: number
}

export const defaultDelays: Delays = { baseMs: 1000, factor: 2, capMs: 15_000, stableAfterMs: 10_000 }

/** Minimum share of a delay. Without it, some clients would by chance reconnect at once several times. */
const floor = 0.1

/** Full jitter above a floor: between a tenth and the whole of a growing delay, ms. `attempt` counts from 0. */
export function backoffMs({ baseMs, factor, capMs }: Growth, attempt: number, chance: number): number {
  return (floor + (1 - floor) * chance) * Math.min(capMs, baseMs * factor ** attempt)
}
