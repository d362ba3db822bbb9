/** Smooth playing before the latency is taken as the usual one, ms. */
const smoothMs = 3000
/** Updates of the edge line before it is trusted: the first ones are up to a poll period off. */
const updatesNeeded = 3

/** What the engine aims at, and the steps in which this stream's latency moves. All in s. */
export interface LatencyGoal {
  /** Three target durations, or what HOLD-BACK, PART-HOLD-BACK or the configuration say. */
  readonly target: number
  /** The target duration; for low latency a few parts. */
  readonly step: number
}

/**
 * The distance to the live edge at which this viewer watches: measured once in smooth playing, kept across reloads, so
 * that after every outage playback comes back to where it was.
 */
export class UsualLatency {
  #measured: number | null = null
  #smoothSince: number | null = null

  /** The measured latency, or the goal until there is one. */
  value(goal: LatencyGoal): number {
    return this.#measured ?? goal.target
  }

  get measured(): boolean {
    return this.#measured !== null
  }

  /** Call regularly. `smooth`: the playhead moves at its normal rate, at the live edge. */
  observe(now: number, latency: number | null, updates: number, smooth: boolean, goal: LatencyGoal): void {
    if (this.#measured !== null) return
    if (!smooth || latency === null) {
      this.#smoothSince = null
      return
    }
    this.#smoothSince ??= now
    if (now - this.#smoothSince < smoothMs || updates < updatesNeeded) return
    this.#measured = Math.min(Math.max(latency, goal.target - goal.step / 2), goal.target + 2 * goal.step)
  }
}
