export interface LocalClock {
  /** Local epoch, ms: whatever the machine says, right or wrong. */
  now(): number
  /** ms since some moment; no clock that anybody sets. */
  monotonic(): number
}

/** Allowed to go wrong by a sample, ms: so quickly a clock that drifts is followed, and so little a slow message costs. */
const driftMs = 5
/** A sample that is later than the best one by more than this contradicts it, ms: few messages are so slow. */
const contradictsMs = 500
/** So many contradictions in a row are right. */
const contradictions = 3

/**
 * One server's moments in local epoch. A message is late by its way here, so of all samples the one with the least way
 * is the best; held against a clock that nobody sets, it stays right when the machine's own clock is put right. A best
 * one that all others contradict was sent by a clock that was ahead: they are believed. What is wrong is soon right
 * then, in either direction.
 */
export class ServerClock {
  readonly #clock: LocalClock
  #ahead = -Infinity
  /** The newest first; before there are so many they contradict nothing. */
  #last: readonly number[] = Array<number>(contradictions).fill(Infinity)

  constructor(clock: LocalClock) {
    this.#clock = clock
  }

  /** A message came that was sent at `serverNow`. */
  sample(serverNow: number): void {
    const ahead = serverNow - this.#clock.monotonic()
    this.#last = [ahead, ...this.#last.slice(0, -1)]
    const best = Math.max(...this.#last)
    const isContradicted = best < this.#ahead - contradictsMs
    this.#ahead = isContradicted ? best : Math.max(ahead, this.#ahead - driftMs)
  }

  /** A moment of the server's in local epoch, ms. */
  local(serverMoment: number): number {
    return Math.round(serverMoment - this.#ahead + this.#clock.now() - this.#clock.monotonic())
  }
}
