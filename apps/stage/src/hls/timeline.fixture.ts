import type { EncodedPart } from './encoding/encoder.ts'
import { Timeline, type Continuation, type SegmentDamage } from './timeline.ts'

export const timelineStartMs = Date.UTC(2026, 10, 22, 12, 0, 0)

/** A timeline that is fed segments by hand. */
export class FedTimeline extends Timeline {
  private atMs = timelineStartMs
  private mediaMs = 0
  run = 1

  /** Adds whole segments of 2 s; `init` defaults to that of the run. */
  feed(count: number, options: { gap?: boolean; damage?: SegmentDamage; init?: string | null } = {}): this {
    for (let index = 0; index < count; index++) this.part(2000, true, options)
    return this
  }

  part(
    durationMs: number,
    lastOfSegment: boolean,
    options: { gap?: boolean; damage?: SegmentDamage; init?: string | null } = {},
  ): this {
    const open = this.view().segments.at(-1)
    const part: EncodedPart = {
      run: this.run,
      startMs: this.atMs,
      mediaStartMs: this.mediaMs,
      durationMs,
      independent: open?.complete !== false,
      lastOfSegment,
      levels: [Buffer.from(`0@${this.atMs}`), Buffer.from(`1@${this.atMs}`)],
    }
    this.atMs += durationMs
    this.mediaMs += durationMs
    const { gap = false, damage = null, init = `init-${this.run}` } = options
    this.add(part, init, () => ({ gap, damage }))
    return this
  }

  /** A new encoder run, after `awayMs` without one. */
  restart(continuation: Partial<Continuation>, awayMs = 0): this {
    this.run++
    this.atMs += awayMs
    this.mediaMs = 0
    this.continueWith({ sequence: 'continue', by: 3, names: 'new', discontinuity: true, ...continuation })
    return this
  }

  get sequences(): number[] {
    return this.view().segments.map((segment) => segment.sequence)
  }

  get names(): string[] {
    return this.view().segments.map((segment) => segment.name)
  }
}
