import type Hls from 'hls.js'
import { gapFree, windowOf } from './hls-details.ts'
import type { HlsOptions } from '../../options.ts'
import { isDvr, type Timeline } from '../../playback/timeline.ts'
import type { LatencyGoal } from '../../playback/target-latency.ts'

/** The timeline of a stream that hls.js has loaded. */
export class HlsTimeline implements Timeline {
  readonly #hls: Hls
  readonly #options: HlsOptions

  constructor(hls: Hls, options: HlsOptions) {
    this.#hls = hls
    this.#options = options
  }

  get goal(): LatencyGoal {
    const { config, targetLatency, latestLevelDetails: details } = this.#hls
    const targetDuration = details?.targetduration || 2
    const step = config.lowLatencyMode && details?.partTarget ? 3 * details.partTarget : targetDuration
    return { target: targetLatency ?? 3 * targetDuration, step }
  }

  get window(): Timeline['window'] {
    return windowOf(this.#hls.latestLevelDetails)
  }

  get dvr(): boolean {
    return isDvr(this.#options.dvr, this.#hls.latestLevelDetails?.type, this.window)
  }

  get startsAt(): number | null {
    return this.#hls.liveSyncPosition
  }

  playableFrom(position: number): number {
    return gapFree(this.#hls.latestLevelDetails, position)
  }
}
