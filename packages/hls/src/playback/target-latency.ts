import type { Latency } from '../playlist/live-edge-estimator.ts'
import { minEdgeUpdates, smoothMs } from '../limits.ts'

/** The target latency of the engine, and the step in which the latency of this stream changes. Both in s. */
export interface LatencyGoal {
  /** Three target durations, or the value of HOLD-BACK, PART-HOLD-BACK or the configuration. */
  readonly target: number
  /** The target duration. For low latency: a few parts. */
  readonly step: number
}

/**
 * The usual distance of this viewer to the live edge. It is measured once while playback is smooth, and kept across
 * reloads. So playback comes back to the same latency after every outage.
 */
export class TargetLatency {
  #arrival: number | null = null
  #date: number | null = null
  #smoothSince: number | null = null

  /** The usual latency, s. Before it is measured: the target of the goal. */
  value(goal: LatencyGoal): number {
    return this.#arrival ?? goal.target
  }

  get measured(): boolean {
    return this.#arrival !== null
  }

  /** How much further from the live edge than usual, s. Negative: too close. */
  excess(latency: Latency, goal: LatencyGoal): number {
    const arrival = latency.arrival - this.value(goal)
    if (this.#date === null || latency.date === null) return arrival
    const date = latency.date - this.#date
    // Arrival depends on when we poll, dates do not. But dates may be wrong: a clock was set, or the dates count media
    // instead of time. Then they differ by more than polling explains.
    return Math.abs(date - arrival) <= goal.step ? date : arrival
  }

  /** Call about five times a second. `smooth`: the playhead moves at its normal rate, at the live edge. */
  observe(now: number, latency: Latency | null, updates: number, smooth: boolean, goal: LatencyGoal): void {
    if (this.#arrival !== null) return
    if (!smooth || latency === null) {
      this.#smoothSince = null
      return
    }
    this.#smoothSince ??= now
    if (now - this.#smoothSince < smoothMs || updates < minEdgeUpdates) return
    const { target, step } = goal
    this.#arrival = Math.min(Math.max(latency.arrival, target - step / 2), target + step)
    this.#date = latency.date === null ? null : latency.date + this.#arrival - latency.arrival
  }
}
