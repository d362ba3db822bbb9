import type { LatencyGoal } from './target-latency.ts'
import { dvrWindowS } from '../limits.ts'

/** What an engine knows about media time. Times in s. */
export interface Timeline {
  readonly goal: LatencyGoal
  /** What the playlist holds. `null` before there is a playlist. */
  readonly window: { readonly start: number; readonly end: number } | null
  /** Where a stream that was just loaded will begin. `null` while unknown. */
  readonly startsAt: number | null
  /** The viewer may stay behind the live edge on purpose. */
  readonly dvr: boolean
  /** The first media time from `position` on that is not marked as a gap. */
  playableFrom(position: number): number
}

export function isDvr(
  asked: boolean | undefined,
  type: string | null | undefined,
  window: Timeline['window'],
): boolean {
  return asked ?? (type === 'EVENT' || (window !== null && window.end - window.start >= dvrWindowS))
}
