import type { Environment, Timer } from '@standby/core/source'
import { minDelayMs } from '../limits.ts'

/** A wait that can be ended early. Only one wait at a time. */
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

  /** Resolves after `ms`, or when it is ended. */
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

/**
 * The delay before the next request for a stream that is not live, ms: 2 s at first, growing to 15 s, with ±25 % jitter,
 * so that viewers do not ask at the same time. `asked`: the delay that the server asks for, ms.
 */
export function notLiveDelay(tries: number, chance: number, asked?: number): number {
  if (asked !== undefined) return Math.max(minDelayMs, asked)
  return Math.min(2000 * 1.3 ** tries, 15_000) * (0.75 + 0.5 * chance)
}
