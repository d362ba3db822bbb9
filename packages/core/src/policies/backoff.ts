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

/** Of a delay: chance alone would now and then let somebody come back at once, again and again. */
const floor = 0.1

/** Full jitter above a floor: anywhere between a tenth and the whole of a delay that doubles. `attempt` counts from 0. */
export function backoffMs({ baseMs, factor, capMs }: Growth, attempt: number, chance: number): number {
  return (floor + (1 - floor) * chance) * Math.min(capMs, baseMs * factor ** attempt)
}

/**
 * The delays of whoever connects anew by itself. They grow until a connection was good for `stableAfterMs`: a sign of
 * life proves nothing, since what fails right after it would be tried again without a pause.
 */
export class Backoff {
  readonly #environment: Pick<Environment, 'now' | 'random'>
  readonly #policy: Delays
  #attempts = 0
  #goodSince: number | undefined

  /** `policy`: what differs from the kit's own (1 s, doubled up to 15 s; stable after 10 s). */
  constructor(environment: Pick<Environment, 'now' | 'random'>, policy: Partial<Growth> = {}) {
    this.#environment = environment
    this.#policy = { ...defaultDelays, ...policy }
  }

  /** Attempts since a connection was last stable. */
  get attempts(): number {
    return this.#attempts
  }

  /** The connection works, as far as anybody can tell. Only the first time counts. */
  good(): void {
    this.#goodSince ??= this.#environment.now()
  }

  /** The delay before the next attempt, ms. */
  next(): number {
    const { now, random } = this.#environment
    // A clock that was set stands for a time that nobody knows.
    if (Math.abs(now() - (this.#goodSince ?? NaN)) >= this.#policy.stableAfterMs) this.#attempts = 0
    this.#goodSince = undefined
    return backoffMs(this.#policy, this.#attempts++, random())
  }
}
