import type { Environment, SourceEvent, Timer } from '@standby/core/source'

export interface AfkLimits {
  readonly warnAfterMs: number
  readonly graceMs: number
}

/**
 * The AFK module of a share. Its limits come with the stream, and Arcware leaves the detection to the player. It counts
 * down after `warnAfterMs` without input. The session ends when the countdown is over.
 */
export class ArcwareAfk {
  readonly #environment: Environment
  readonly #emit: (event: SourceEvent) => void
  readonly #stop: () => void
  #limits: AfkLimits | null = null
  #timer: Timer | null = null
  #seenAt: number
  #counting = false

  constructor(environment: Environment, emit: (event: SourceEvent) => void) {
    this.#environment = environment
    this.#emit = emit
    this.#seenAt = environment.now()
    // During the countdown only `activity` counts, which the warning sends.
    this.#stop = environment.onInput(() => {
      if (!this.#counting) this.#seenAt = environment.now()
    })
  }

  set(limits: AfkLimits | null): void {
    this.#limits = limits
    this.activity()
  }

  activity(): void {
    this.#seenAt = this.#environment.now()
    if (this.#counting) this.#emit({ type: 'afk', remainingMs: null })
    this.#counting = false
    this.#look()
  }

  close(): void {
    this.#stop()
    this.#environment.clearTimeout(this.#timer)
  }

  #look(): void {
    const { now, setTimeout, clearTimeout } = this.#environment
    clearTimeout(this.#timer)
    const limits = this.#limits
    if (!limits) return
    const left = this.#seenAt + limits.warnAfterMs - now()
    if (left > 0) {
      this.#timer = setTimeout(() => this.#look(), left)
      return
    }
    this.#counting = true
    this.#emit({ type: 'afk', remainingMs: limits.graceMs })
  }
}
