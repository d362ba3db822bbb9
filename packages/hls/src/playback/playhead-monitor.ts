import { stillMs } from '@standby/core/source'
import { holeMs, misplacedAfter, stuckAfter } from '../limits.ts'

/** The state of the element at one moment. `now` in epoch ms, media times in s. */
export interface PlayheadSample {
  readonly now: number
  readonly position: number
  /** Media buffered after the playhead. */
  readonly ahead: number
  /** Where the next buffered range begins. `null` without one. */
  readonly nextStart: number | null
  /** The playhead should move: not paused, not ended, not seeking, not held. */
  readonly expected: boolean
  readonly targetDuration: number
  /** The playlist advances and its newest segments can be loaded. */
  readonly fed: boolean
  /** A segment is being loaded. */
  readonly pending: boolean
}

export type PlayheadFinding =
  | { readonly kind: 'moving' | 'idle' | 'still' }
  /** Nothing is left to play. */
  | { readonly kind: 'dry' }
  /** There is media after a hole, and nothing will fill the hole. */
  | { readonly kind: 'hole'; readonly seekTo: number }
  /** New segments arrive, but none at the playhead: the timestamps started over. */
  | { readonly kind: 'misplaced' }
  /** There is media at the playhead, but it does not play. */
  | { readonly kind: 'stuck' }

const aheadDry = 0.1

/** Finds out why a playhead stands, and so what would help. */
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
    // Counted from when segments could be loaded: before that, missing media explains a playhead that stands.
    const inVain = this.#fedSince === null ? 0 : Math.min(still, now - this.#fedSince)
    const targetMs = 1000 * targetDuration
    if (sample.ahead < 0.2 && !sample.pending && inVain >= misplacedAfter * targetMs)
      return { kind: 'misplaced' }
    if (sample.ahead > targetDuration && still >= stuckAfter * targetMs) return { kind: 'stuck' }
    if (dry || still > stillMs) return { kind: 'dry' }
    return { kind: 'still' }
  }

  /** How long the playlist has advanced and its segments could be loaded, without a break, ms. */
  fedFor(now: number): number {
    return this.#fedSince === null ? 0 : now - this.#fedSince
  }

  /** Call when we seek: a seek does not count as movement. */
  jump(position: number): void {
    this.#position = position
  }

  /** Restarts the timers, after a hold or a reload. */
  reset(now: number): void {
    this.#position = null
    this.#movedAt = now
    this.#fedSince = null
  }
}
