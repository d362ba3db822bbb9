import type { Environment, Timer } from '@standby/core/source'

/** One timer at a time: setting it again cancels the one before. */
export class Timeout {
  readonly #environment: Environment
  #timer: Timer | null = null

  constructor(environment: Environment) {
    this.#environment = environment
  }

  get pending(): boolean {
    return this.#timer !== null
  }

  set(ms: number, run: () => void): void {
    this.clear()
    this.#timer = this.#environment.setTimeout(() => {
      this.#timer = null
      run()
    }, ms)
  }

  clear(): void {
    if (this.#timer !== null) this.#environment.clearTimeout(this.#timer)
    this.#timer = null
  }
}
