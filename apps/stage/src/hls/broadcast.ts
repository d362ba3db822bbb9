import { startEncoder, type Encoder, type EncodedPart, type EncoderExit } from './encoding/encoder.ts'
import type { StreamEvents } from './events.ts'
import { profiles } from './faults/faults.ts'
import type { ResolvedStreamOptions } from './stream-options.ts'
import { Timeline, type Continuation, type ListedSegment, type SegmentDamage } from './timeline.ts'

/** Max segments in a DVR playlist: one hour. */
const dvrWindow = 1800
/** Run number of the slate; encoders count their runs from 1. */
const slateRun = 0

export interface BroadcastOptions {
  readonly ffmpeg: string
  readonly stream: ResolvedStreamOptions
  readonly events: StreamEvents
  /** Called for each new segment: is it a gap, is it damaged? */
  readonly describe: () => { gap: boolean; damage: SegmentDamage | null }
}

export interface ReturnOptions extends Partial<Continuation> {
  readonly timestamps?: 'restart' | 'continue'
  readonly warmMs?: number
}

/**
 * The far end of one stream: its encoder process, run after run, its segments, and the server's treatment of the
 * playlist while no encoder runs.
 */
export class Broadcast {
  readonly timeline: Timeline
  /** Whether the server has removed the playlist because its encoder went away. */
  removed = false
  run = 0
  private encoder: Encoder | null = null
  /** Encodes a still picture while the encoder is away. */
  private slate: Encoder | null = null
  private slates = 0
  private windowTimer: NodeJS.Timeout | undefined
  private readonly inits = new Map<string, readonly Buffer[]>()
  /** Epoch ms of media timestamp 0. */
  private mediaOriginMs = 0
  private announced = false
  private advanced: (() => void)[] = []
  private readonly options: BroadcastOptions

  constructor(options: BroadcastOptions) {
    this.options = options
    this.timeline = new Timeline(options.stream.dvr ? dvrWindow : options.stream.window)
  }

  get profile(): (typeof profiles)[keyof typeof profiles] {
    return profiles[this.options.stream.profile]
  }

  get parts(): boolean {
    return this.profile.parts && this.options.stream.container === 'fmp4'
  }

  get encoding(): boolean {
    return this.encoder !== null
  }

  get encoderPid(): number | null {
    return this.encoder?.pid ?? null
  }

  /** Whether the reconnect window is over: the playlist is ended or removed. */
  get over(): boolean {
    return this.timeline.ended || this.removed
  }

  init(name: string): readonly Buffer[] | undefined {
    return this.inits.get(name)
  }

  /** Starts an encoder run. The profile decides how the playlist goes on, unless `options` does. */
  start(options: ReturnOptions = {}): void {
    clearTimeout(this.windowTimer)
    void this.stopSlate()
    const run = ++this.run
    if (run > 1) {
      this.timeline.continueWith({
        sequence: options.sequence ?? (this.over ? 'restart' : 'continue'),
        by: options.by ?? 3,
        names: options.names ?? this.profile.namesAfterWindow,
        discontinuity: options.discontinuity ?? true,
      })
    }
    const onward = options.timestamps === 'continue' && run > 1
    const { stream, events, ffmpeg } = this.options
    const init = stream.container === 'fmp4' ? `init-${run}` : null
    const encoder = startEncoder(
      {
        ffmpeg,
        container: stream.container,
        levels: stream.levels,
        run,
        warmMs: options.warmMs ?? 0,
        parts: this.parts,
        timestampOffsetMs: onward ? Date.now() - this.mediaOriginMs : 0,
      },
      {
        init: (levels) => this.inits.set(`init-${run}`, levels),
        part: (part) => this.add(part, init),
        exit: (exit) => this.stopped(encoder, exit),
      },
    )
    this.encoder = encoder
    if (!onward) this.mediaOriginMs = encoder.startMs
    events.emit({ type: 'encoder-started', run })
  }

  /** Kills the encoder; the server then follows its profile. Resolves once the process is gone. */
  async drop(): Promise<void> {
    await this.stop()
    this.away()
  }

  /** Kills the encoder and the slate; the playlist stays as it is. */
  async stop(): Promise<void> {
    clearTimeout(this.windowTimer)
    await Promise.all([this.encoder?.kill(), this.stopSlate()])
  }

  /** Ends the broadcast: the encoder stops and the playlist gets its end tag. */
  async end(): Promise<void> {
    await this.stop()
    this.finish()
  }

  /** Resolves at the next part or segment, or when the broadcast stops. */
  whenAdvanced(): Promise<void> {
    return new Promise((resolve) => this.advanced.push(resolve))
  }

  private add(part: EncodedPart, init: string | null): void {
    const segment = this.timeline.add(part, init, this.options.describe)
    if (this.removed || !this.announced) {
      this.removed = false
      this.announced = true
      this.options.events.emit({ type: 'live', run: part.run })
    }
    if (part.lastOfSegment) this.reportListed(segment)
    this.wake()
  }

  private reportListed(segment: ListedSegment): void {
    this.options.events.emit({
      type: 'segment-listed',
      sequence: segment.sequence,
      run: segment.run,
      startMs: segment.startMs,
      endMs: segment.startMs + segment.durationMs,
      discontinuity: segment.discontinuity,
      gap: segment.gap,
      fault: segment.damage?.fault ?? null,
    })
  }

  private stopped(encoder: Encoder, exit: EncoderExit): void {
    const { reason, errorOutput } = exit
    if (this.encoder === encoder) this.encoder = null
    this.timeline.closeOpenSegment()
    this.options.events.emit({
      type: 'encoder-stopped',
      run: encoder.run,
      reason,
      ...(reason === 'crashed' ? { error: errorOutput } : {}),
    })
    if (reason === 'crashed') this.away()
    this.wake()
  }

  private away(): void {
    if (this.over) return
    const after = this.options.stream.reconnectWindowMs
    const act = (): void => (this.profile.onEncoderDrop === 'end' ? this.finish() : this.remove())
    if (after === 0) return act()
    this.windowTimer = setTimeout(act, after).unref()
    if (this.profile.slate) this.startSlate()
  }

  private startSlate(): void {
    const { stream, ffmpeg } = this.options
    this.timeline.continueWith({ sequence: 'continue', by: 0, names: 'same', discontinuity: true })
    const init = stream.container === 'fmp4' ? `init-slate-${++this.slates}` : null
    const { container, levels } = stream
    const options = { ffmpeg, container, levels, run: slateRun, slate: true, warmMs: 0, parts: this.parts }
    this.slate = startEncoder(
      { ...options, timestampOffsetMs: 0 },
      {
        init: (buffers) => init !== null && this.inits.set(init, buffers),
        part: (part) => this.add(part, init),
        exit: () => undefined,
      },
    )
  }

  /** Stops the slate's media at once; resolves once its process is gone. */
  private async stopSlate(): Promise<void> {
    const { slate } = this
    this.slate = null
    if (!slate) return
    const gone = slate.kill()
    this.timeline.closeOpenSegment()
    await gone
  }

  private finish(): void {
    void this.stopSlate()
    if (this.timeline.ended) return
    this.timeline.ended = true
    this.announced = false
    this.options.events.emit({ type: 'ended' })
    this.wake()
  }

  private remove(): void {
    this.removed = true
    this.options.events.emit({ type: 'removed' })
    this.wake()
  }

  private wake(): void {
    const waiting = this.advanced
    this.advanced = []
    for (const resolve of waiting) resolve()
  }
}
