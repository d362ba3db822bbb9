export interface LocalClock {
  /** Local epoch, ms: whatever the machine says, right or wrong. */
  now(): number
  /** ms since some moment; no clock that anybody sets. */
  monotonic(): number
}

/** Allowed to go wrong by a sample, ms: so quickly a clock that drifts is followed, and so little a slow message costs. */
const driftMs = 5

/**
 * The server's moments in local epoch. A message is late by its way here, so of all samples the one with the least way
 * is the best; held against a clock that nobody sets, it stays right when the machine's own clock is put right.
 */
export class ServerClock {
  readonly #clock: LocalClock
  #ahead = -Infinity

  constructor(clock: LocalClock) {
    this.#clock = clock
  }

  /** A message came that was sent at `serverNow`. */
  sample(serverNow: number): void {
    this.#ahead = Math.max(serverNow - this.#clock.monotonic(), this.#ahead - driftMs)
  }

  /** A moment of the server's in local epoch, ms. */
  local(serverMoment: number): number {
    return Math.round(serverMoment - this.#ahead + this.#clock.now() - this.#clock.monotonic())
  }
}
