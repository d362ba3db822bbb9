import type { Environment } from '@standby/core/source'
import { playbackRate } from './catchup-rate.ts'
import type { OutageDetector } from '../connection/outage-detector.ts'
import type { Timeline } from './timeline.ts'
import { TargetLatency } from './target-latency.ts'

/** What the playhead does while the rate is decided. */
export interface PlayheadState {
  /** s of media time. */
  readonly position: number
  /** Media buffered after it, s. */
  readonly ahead: number
  readonly stopped: boolean
  readonly seeking: boolean
  /** Neither paused nor behind on purpose nor at the end: it is to keep its distance to the live edge. */
  readonly live: boolean
}

/** Knows at which latency the viewer watches, and by which rate to come back to it. */
export class CatchupController {
  readonly #environment: Environment
  readonly #monitor: OutageDetector
  readonly #timeline: Timeline
  readonly #usual = new TargetLatency()
  #rate = 1

  constructor(environment: Environment, monitor: OutageDetector, timeline: Timeline) {
    this.#environment = environment
    this.#monitor = monitor
    this.#timeline = timeline
  }

  /** The rate that playback should have. */
  get rate(): number {
    return this.#rate
  }

  /** The latency that is aimed at, s. */
  get usual(): number {
    return this.#usual.value(this.#timeline.goal)
  }

  /** The usual latency was measured: it is this viewer's own. */
  get measured(): boolean {
    return this.#usual.measured
  }

  /** How much further from the live edge than usual a media time is, s; negative: too close; `null` while unknown. */
  excess(position: number): number | null {
    const latency = this.#monitor.line.latency(this.#environment.now(), position)
    return latency && this.#usual.excess(latency, this.#timeline.goal)
  }

  /** Call regularly. */
  govern({ position, ahead, stopped, seeking, live }: PlayheadState): void {
    const { line } = this.#monitor
    const { goal } = this.#timeline
    const now = this.#environment.now()
    const smooth = live && !stopped && !seeking && this.#rate === 1
    this.#usual.observe(now, line.latency(now, position), line.updates, smooth, goal)
    const excess = this.excess(position)
    // Until the usual latency is known only too little of it counts: the first updates make any look too large.
    if (!live || line.updates < 2 || excess === null || (!this.#usual.measured && excess >= 0)) this.#rate = 1
    // Standing, the last rate stays: it goes on with what it was about.
    else if (!stopped) this.#rate = playbackRate({ excess, ahead, step: goal.step, rate: this.#rate })
  }
}
