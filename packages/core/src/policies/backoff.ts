import type { Environment } from '../environment/environment.ts'

/** How the delays between attempts grow. */
interface Growth {
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

/**
 * The delays of a client that reconnects by itself. They grow until a connection was good for `stableAfterMs`. One
 * answer is not enough: a server that fails right after it would be tried again without a pause.
 */
export class Backoff {
  readonly #environment: Pick<Environment, 'now' | 'random'>
  readonly #policy: Delays
  #attempts = 0
  #goodSince: number | undefined

  /** `policy` overrides the kit's own: 1 s, doubled up to 15 s, stable after 10 s. */
  constructor(environment: Pick<Environment, 'now' | 'random'>, policy: Partial<Growth> = {}) {
    this.#environment = environment
    this.#policy = { ...defaultDelays, ...policy }
  }

  /** Attempts since a connection was last stable. */
  get attempts(): number {
    return this.#attempts
  }

  /** The connection works. Only the first call per connection counts. */
  good(): void {
    this.#goodSince ??= this.#environment.now()
  }

  /** The delay before the next attempt, ms. */
  next(): number {
    const { now, random } = this.#environment
    // After a change of the clock the real time is unknown, so a jump counts as stable.
    if (Math.abs(now() - (this.#goodSince ?? NaN)) >= this.#policy.stableAfterMs) this.#attempts = 0
    this.#goodSince = undefined
    return backoffMs(this.#policy, this.#attempts++, random())
  }
}
