/** One look at the element. Media times in s. */
export interface PlayheadSample {
  readonly now: number
  readonly position: number
  /** Media buffered after the playhead. */
  readonly ahead: number
  /** Where the next buffered range begins; `null` without one. */
  readonly nextStart: number | null
  /** It ought to move: not paused, not ended, not seeking, not held. */
  readonly expected: boolean
  readonly targetDuration: number
  /** The playlist advances and its newest segments can be had. */
  readonly fed: boolean
  /** A segment is on its way. */
  readonly pending: boolean
}

export type PlayheadFinding =
  | { readonly kind: 'moving' | 'idle' | 'still' }
  /** Nothing left to play. */
  | { readonly kind: 'dry' }
  /** Media lies after a hole that nothing will fill. */
  | { readonly kind: 'hole'; readonly seekTo: number }
  /** New segments come and none of them lands at the playhead: the timestamps started over. */
  | { readonly kind: 'misplaced' }
  /** There is media at the playhead and it does not play. */
  | { readonly kind: 'stuck' }

/** A playhead that stands this long is not playing, ms. */
const stillMs = 350
/** A hole that the engine has not jumped by then is ours, ms. */
const holeMs = 800
const aheadDry = 0.1

/** Tells a playhead that stands apart by what would help. */
export class PlayheadMonitor {
  #position: number | null = null
  #movedAt = 0
  #fedSince: number | null = null

  sample(sample: PlayheadSample): PlayheadFinding {
    const { now, position, targetDuration } = sample
    const moved = this.#position !== null && position !== this.#position
    if (moved || this.#position === null || !sample.expected) this.#movedAt = now
    this.#position = position
    this.#fedSince = sample.fed ? (this.#fedSince ?? now) : null
    if (!sample.expected) return { kind: 'idle' }
    if (moved) return { kind: 'moving' }

    const still = now - this.#movedAt
    const dry = sample.ahead < aheadDry
    if (
      dry &&
      sample.nextStart !== null &&
      still >= holeMs &&
      sample.nextStart - position <= 3 * targetDuration
    ) {
      return { kind: 'hole', seekTo: sample.nextStart }
    }
    // Counted from when there was something to play: what was missing before explains what stood before.
    const inVain = this.#fedSince === null ? 0 : Math.min(still, now - this.#fedSince)
    if (sample.ahead < 0.2 && !sample.pending && inVain >= 2500 * targetDuration) return { kind: 'misplaced' }
    if (sample.ahead > targetDuration && still >= 2000 * targetDuration) return { kind: 'stuck' }
    if (dry || still > stillMs) return { kind: 'dry' }
    return { kind: 'still' }
  }

  /** How long the playlist has advanced without a break and its segments could be had, ms. */
  fedFor(now: number): number {
    return this.#fedSince === null ? 0 : now - this.#fedSince
  }

  /** A seek of ours is no movement. */
  jump(position: number): void {
    this.#position = position
  }

  /** Starts the count anew, after a hold or a reload. */
  reset(now: number): void {
    this.#position = null
    this.#movedAt = now
    this.#fedSince = null
  }
}
