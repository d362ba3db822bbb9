import type { StreamEvent } from '@standby/stage'
import type { FaultName } from '@standby/stage/faults'
import { matches } from '../../observe/view-timeline.ts'
import type { StreamClient } from '../../stage/stream-client.ts'
import { seconds, type Report } from '../report.ts'
import { lateMs, Scene, type SceneStage, type Viewer } from '../scene.ts'

/** What a scene needs of its stream. */
export type SceneStream = SceneStage<StreamEvent, FaultName> & Pick<StreamClient, 'requests'>

/** The state of a player that plays without a stall, before a fault. */
export interface Steady {
  readonly latencyMs: number
  readonly at: number
}

const steadyMs = 3000
/** Max time that a player can play from its buffer after the encoder or the page fell behind. */
const bufferedMs = 8000

/** A scene with a stream and its viewer. */
export class StreamScene extends Scene<StreamEvent, FaultName> {
  constructor(
    readonly stream: SceneStream,
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

  /** Whether the encoder or this page was late for the media of this moment, epoch ms. */
  wasLateAt(moment: number): boolean {
    const within = (at: number) => at >= moment - bufferedMs && at <= moment + lateMs
    const listedLate = this.events.some(
      (event) => event.type === 'segment-listed' && within(event.at) && event.at - event.endMs > lateMs,
    )
    return listedLate || this.pageLateAt.some(within)
  }

  /** Waits until the player has played for three seconds without a stall, and measures its latency. */
  async steady(): Promise<Steady> {
    const { pictures, view } = this.viewer
    const smooth = () => {
      const from = Date.now() - steadyMs
      const lately = view.since(from)
      const plays = lately.every((moment) => matches(moment, { status: 'streaming', playback: 'playing' }))
      const [first] = lately
      return plays && first && first.at <= from ? Date.now() : undefined
    }
    const at = await this.until('plays before anything happens', smooth)
    const latencyMs = await this.until(
      'the painted clock can be read',
      () => pictures.latencyMs(Date.now() - 1000) ?? undefined,
    )
    this.report.note(`plays, ${seconds(latencyMs)} behind the encoder`, at)
    return { latencyMs, at }
  }
}
