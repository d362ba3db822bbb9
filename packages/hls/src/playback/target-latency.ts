import type { Latency } from '../playlist/live-edge-estimator.ts'

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
export class TargetLatency {
  #arrival: number | null = null
  #date: number | null = null
  #smoothSince: number | null = null

  /** s; the goal until it is measured. */
  value(goal: LatencyGoal): number {
    return this.#arrival ?? goal.target
  }

  get measured(): boolean {
    return this.#arrival !== null
  }

  /** How much further from the edge than usual, s; negative: too close. */
  excess(latency: Latency, goal: LatencyGoal): number {
    const arrival = latency.arrival - this.value(goal)
    if (this.#date === null || latency.date === null) return arrival
    const date = latency.date - this.#date
    // Arrival depends on when we ask, dates do not. But a clock that was set, or dates that count media instead of
    // time, are further off than any polling.
    return Math.abs(date - arrival) <= goal.step ? date : arrival
  }

  /** Call regularly. `smooth`: the playhead moves at its normal rate, at the live edge. */
  observe(now: number, latency: Latency | null, updates: number, smooth: boolean, goal: LatencyGoal): void {
    if (this.#arrival !== null) return
    if (!smooth || latency === null) {
      this.#smoothSince = null
      return
    }
    this.#smoothSince ??= now
    if (now - this.#smoothSince < smoothMs || updates < updatesNeeded) return
    const { target, step } = goal
    this.#arrival = Math.min(Math.max(latency.arrival, target - step / 2), target + step)
    this.#date = latency.date === null ? null : latency.date + this.#arrival - latency.arrival
  }
}
