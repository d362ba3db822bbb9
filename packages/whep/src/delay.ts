import type { Environment, Timer } from '@standby/core/source'

/** A wait that can be cut short; one at a time. */
export class Delay {
  readonly #environment: Environment
  #timer: Timer | null = null
  #resolve = (): void => {}

  constructor(environment: Environment) {
    this.#environment = environment
  }

  get pending(): boolean {
    return this.#timer !== null
  }

  /** Resolves after so many ms, or when it is ended. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve
      this.#timer = this.#environment.setTimeout(() => this.end(), ms)
    })
  }

  end(): void {
    if (this.#timer === null) return
    this.#environment.clearTimeout(this.#timer)
    this.#timer = null
    this.#resolve()
  }
}

/** A server may name a moment that is a millisecond away, again and again, ms. */
const leastMs = 1000

/**
 * A stream that has not started, ms: every two seconds at first, later every fifteen; never all viewers in step. `asked`:
 * what the server wants, ms.
 */
export function notLiveDelay(tries: number, chance: number, asked?: number): number {
  if (asked !== undefined) return Math.max(leastMs, asked)
  return Math.min(2000 * 1.3 ** tries, 15_000) * (0.75 + 0.5 * chance)
}
