import type { Environment } from '@standby/core/source'
import { playbackRate } from './catchup-rate.ts'
import type { OutageDetector } from '../connection/outage-detector.ts'
import type { Timeline } from './timeline.ts'
import { TargetLatency } from './target-latency.ts'

/** What the playhead does, as input for the playback rate. */
export interface PlayheadState {
  /** Playhead, s of media time. */
  readonly position: number
  /** Media buffered after the playhead, s. */
  readonly ahead: number
  readonly stopped: boolean
  readonly seeking: boolean
  /** Playback should keep its distance to the live edge: not paused, not behind on purpose, not at the end. */
  readonly live: boolean
}

/** Knows the usual latency of the viewer, and the playback rate that leads back to it. */
export class CatchupController {
  readonly #environment: Environment
  readonly #outages: OutageDetector
  readonly #timeline: Timeline
  readonly #usual = new TargetLatency()
  #rate = 1

  constructor(environment: Environment, outages: OutageDetector, timeline: Timeline) {
    this.#environment = environment
    this.#outages = outages
    this.#timeline = timeline
  }

  /** The rate that playback should have now. */
  get rate(): number {
    return this.#rate
  }

  /** The target latency, s. */
  get usual(): number {
    return this.#usual.value(this.#timeline.goal)
  }

  /** Whether the usual latency was measured for this viewer. Otherwise it is the goal of the stream. */
  get measured(): boolean {
    return this.#usual.measured
  }

  /** How much further from the live edge than usual a media time is, s. Negative: too close. `null` while unknown. */
  excess(position: number): number | null {
    const latency = this.#outages.estimator.latency(this.#environment.now(), position)
    return latency && this.#usual.excess(latency, this.#timeline.goal)
  }

  /** Call about five times a second. */
  update({ position, ahead, stopped, seeking, live }: PlayheadState): void {
    const { estimator } = this.#outages
    const { goal } = this.#timeline
    const now = this.#environment.now()
    const smooth = live && !stopped && !seeking && this.#rate === 1
    this.#usual.observe(now, estimator.latency(now, position), estimator.updates, smooth, goal)
    const excess = this.excess(position)
    // Before the usual latency is measured, only a latency that is too small counts: the first updates make every
    // latency look too large.
    if (!live || estimator.updates < 2 || excess === null || (!this.#usual.measured && excess >= 0))
      this.#rate = 1
    // While playback stands, the rate stays as it is: the correction goes on afterwards.
    else if (!stopped) this.#rate = playbackRate({ excess, ahead, step: goal.step, rate: this.#rate })
  }
}
