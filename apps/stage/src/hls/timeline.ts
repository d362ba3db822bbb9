import type { EncodedPart } from './encoding/encoder.ts'
import type { FaultName } from './faults/faults.ts'

/** One segment as the playlist lists it. */
export interface ListedSegment {
  readonly sequence: number
  /** File name without extension; the same in every level. */
  readonly name: string
  /** Which initialization segment it needs; null in a transport stream. */
  readonly init: string | null
  readonly run: number
  readonly discontinuity: boolean
  readonly gap: boolean
  /** Epoch ms of its first frame. */
  readonly startMs: number
  /** Media time of its first frame by the media's own timestamps, ms. */
  readonly mediaStartMs: number
  durationMs: number
  complete: boolean
  readonly parts: EncodedPart[]
  /** The fault that damages it; null when whole. */
  readonly damage: SegmentDamage | null
}

export interface SegmentDamage {
  readonly fault: FaultName
  readonly where?: 'everywhere' | 'media'
}

/** How the playlist goes on when a new encoder run starts. */
export interface Continuation {
  readonly sequence: 'continue' | 'restart' | 'overlap' | 'leap'
  readonly by: number
  readonly names: 'new' | 'same'
  readonly discontinuity: boolean
}

/** What a playlist shows at one moment. */
export interface TimelineView {
  readonly segments: readonly ListedSegment[]
  readonly discontinuitySequence: number
  readonly ended: boolean
  /** The next part to be made. */
  readonly next: { readonly name: string; readonly part: number }
}

/** Number of segments that stay loadable after they have left the playlist, as on a real origin. */
const maxPastSegments = 30

/**
 * The segments of one stream in playlist order, across encoder runs. The last one can still be open; then only its
 * parts are listed.
 */
export class Timeline {
  /** Segments of the current playlist, oldest first, including some that have left the window. */
  private segments: ListedSegment[] = []
  /** Segments of playlists that a restart has replaced; still loadable. */
  private replaced: ListedSegment[] = []
  private droppedDiscontinuities = 0
  private pending: Continuation | null = null
  private generation = 0
  private nextSequence = 0
  private lastInit: string | null = null
  ended = false

  constructor(private readonly window: number) {}

  /** Takes effect with the first media of the new run; until then the playlist stays as it is. */
  continueWith(continuation: Continuation): void {
    this.pending = continuation
  }

  /** Adds media of the encoder; calls `describe` for each new segment. */
  add(
    part: EncodedPart,
    init: string | null,
    describe: () => { gap: boolean; damage: SegmentDamage | null },
  ): ListedSegment {
    this.ended = false
    let open = this.segments.at(-1)
    if (!open || open.complete || open.run !== part.run) {
      const discontinuity = this.startRun()
      // Without a discontinuity a playlist cannot change its initialization segment. Those of both runs are alike.
      if (init === null || discontinuity || this.lastInit === null) this.lastInit = init
      open = {
        sequence: this.nextSequence,
        name: this.nextName,
        init: this.lastInit,
        run: part.run,
        discontinuity,
        startMs: part.startMs,
        mediaStartMs: part.mediaStartMs,
        durationMs: 0,
        complete: false,
        parts: [],
        ...describe(),
      }
      this.nextSequence++
      this.segments.push(open)
    }
    open.parts.push(part)
    open.durationMs += part.durationMs
    open.complete = part.lastOfSegment
    this.forget()
    return open
  }

  /** Closes a segment whose encoder died: it stays as a short one, because its parts are already published. */
  closeOpenSegment(): void {
    const open = this.segments.at(-1)
    if (open) open.complete = true
  }

  view(): TimelineView {
    const complete = this.segments.filter((segment) => segment.complete).length
    const first = Math.max(0, complete - this.window)
    const left = this.segments.slice(0, first)
    const open = this.segments.at(-1)
    return {
      segments: this.segments.slice(first),
      discontinuitySequence:
        this.droppedDiscontinuities + left.filter((segment) => segment.discontinuity).length,
      ended: this.ended,
      next:
        open && !open.complete
          ? { name: open.name, part: open.parts.length }
          : { name: this.nextName, part: 0 },
    }
  }

  /** The newest segment with this file name. */
  find(name: string): ListedSegment | undefined {
    const named = (segment: ListedSegment): boolean => segment.name === name
    return this.segments.findLast(named) ?? this.replaced.findLast(named)
  }

  /** Whether no segment has left it yet, so that the playlist can be of type EVENT. */
  get isWhole(): boolean {
    return this.segments.length <= this.window
  }

  get isEmpty(): boolean {
    return this.segments.length === 0
  }

  private get nextName(): string {
    return `segment-${String.fromCharCode(97 + (this.generation % 26))}-${this.nextSequence}`
  }

  /** Applies a pending continuation. Returns whether the new segment starts with a discontinuity. */
  private startRun(): boolean {
    const continuation = this.pending
    this.pending = null
    if (!continuation) return false
    if (continuation.sequence === 'continue') return continuation.discontinuity && this.segments.length > 0
    this.replaced = [...this.replaced, ...this.segments].slice(-maxPastSegments)
    this.segments = []
    this.droppedDiscontinuities = 0
    if (continuation.names === 'new') this.generation++
    if (continuation.sequence === 'restart') this.nextSequence = 0
    else if (continuation.sequence === 'leap') this.nextSequence += continuation.by
    else this.nextSequence = Math.max(0, this.nextSequence - continuation.by)
    this.lastInit = null
    return false
  }

  private forget(): void {
    while (this.segments.length > this.window + maxPastSegments) {
      if (this.segments.shift()?.discontinuity) this.droppedDiscontinuities++
    }
  }
}
