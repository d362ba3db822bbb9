export interface LocalClock {
  /** Local epoch ms, as the machine says, right or wrong. */
  now(): number
  /** ms since some moment, from a clock that cannot be set. */
  monotonic(): number
}

/** Max correction towards a later sample, ms. So a clock that drifts is followed, and a slow message costs little. */
const driftMs = 5
/** A sample that is later than the best one by more than this contradicts it, ms. Few messages are that slow. */
const contradictsMs = 500
/** Number of contradictions in a row that replace the best sample. */
const contradictions = 3

/**
 * Translates times of one server to local epoch ms. Every message is late by its delay, so the sample with the smallest
 * delay is the best. The estimate is relative to a monotonic clock, so it stays right when the machine's clock is set.
 * If all newer samples contradict the best one, its clock was ahead, and the newer samples replace it. So errors in
 * either direction are soon corrected.
 */
export class ServerClock {
  readonly #clock: LocalClock
  #ahead = -Infinity
  /** The last samples, newest first. Until it is full, nothing counts as a contradiction. */
  #last: readonly number[] = Array<number>(contradictions).fill(Infinity)

  constructor(clock: LocalClock) {
    this.#clock = clock
  }

  /** Call for each message. `serverNow`: when it was sent, epoch ms of the server. */
  sample(serverNow: number): void {
    const ahead = serverNow - this.#clock.monotonic()
    this.#last = [ahead, ...this.#last.slice(0, -1)]
    const best = Math.max(...this.#last)
    const isContradicted = best < this.#ahead - contradictsMs
    this.#ahead = isContradicted ? best : Math.max(ahead, this.#ahead - driftMs)
  }

  /** A server time in local epoch ms. */
  local(serverMoment: number): number {
    return Math.round(serverMoment - this.#ahead + this.#clock.now() - this.#clock.monotonic())
  }
}
