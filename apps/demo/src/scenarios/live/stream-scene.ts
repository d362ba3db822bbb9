import type { StreamEvent } from '@standby/stage'
import type { FaultName } from '@standby/stage/faults'
import { STOP_MS } from '../../observe/picture-log.ts'
import { describe } from '../../observe/view-timeline.ts'
import type { StreamClient } from '../../stage/stream-client.ts'
import { seconds, type Report } from '../report.ts'
import { Scene, type Viewer } from '../scene.ts'

/** How the player did before anything went wrong. */
export interface Steady {
  readonly latencyMs: number
  readonly at: number
}

const STEADY_MS = 6000
/** Five target durations, and what it takes from the camera to the list: nobody is left further behind. */
const FURTHEST_MS = 11_000

/** A stream, and the viewer who watches it. */
export class StreamScene extends Scene<StreamEvent, FaultName> {
  constructor(
    readonly stream: StreamClient,
    viewer: Viewer,
    report: Report,
    signal: AbortSignal,
  ) {
    super(stream, viewer, report, signal)
  }

  /** Waits for the first listed segment of the encoder that starts at `since` or later. */
  async newRun(since: number): Promise<{ readonly at: number; readonly run: number }> {
    const { run } = await this.event('encoder-started', since)
    return this.event('segment-listed', since, (event) => event.run === run)
  }

  /** Waits until the player has played smoothly for a while, and measures how. */
  async steady(): Promise<Steady> {
    const { pictures, view } = this.viewer
    const playing = () => view.now?.status === 'streaming' && view.now.playback === 'playing'
    const smooth = () => {
      const now = Date.now()
      const first = pictures.since(now - STEADY_MS)[0]
      const long = first !== undefined && first.at < now - STEADY_MS + STOP_MS
      const near = (pictures.latencyMs(now - 1000) ?? Infinity) < FURTHEST_MS
      return long && near && playing() && pictures.stops(first.at, now).length === 0 ? now : undefined
    }
    const seen = () => {
      const now = Date.now()
      const latency = pictures.latencyMs(now - 1000)
      const stops = pictures.stops(now - STEADY_MS, now).map(({ from, until }) => (until ?? now) - from)
      return [
        `the view says ${describe(view.now)}`,
        latency === null ? 'no picture' : `${seconds(latency)} behind`,
        `stood still for ${stops.map(seconds).join(', ') || 'no time'} lately`,
      ].join('; ')
    }
    const at = await this.until('plays smoothly before anything happens', smooth, 40_000, seen)
    const latencyMs = await this.until(
      'the painted clock can be read',
      () => pictures.latencyMs(at - 2000) ?? undefined,
      5000,
    )
    this.report.note(`plays, ${seconds(latencyMs)} behind the encoder`, at)
    return { latencyMs, at }
  }
}
