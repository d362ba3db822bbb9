import type { Environment } from '../environment/environment.ts'
import { backoffMs, defaultDelays, type Delays, type Growth } from '../policies/backoff-delay.ts'

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
