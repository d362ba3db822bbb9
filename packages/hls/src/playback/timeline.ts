import type { LatencyGoal } from './target-latency.ts'

/** What an engine knows about media time. All in s. */
export interface Timeline {
  readonly goal: LatencyGoal
  /** What the list holds; `null` before there is one. */
  readonly window: { readonly start: number; readonly end: number } | null
  /** Where a stream that was just loaded will begin; `null` while unknown. */
  readonly startsAt: number | null
  /** The viewer may be elsewhere than at the live edge on purpose. */
  readonly dvr: boolean
  /** The first moment from `position` on that is not marked as a gap. */
  playableFrom(position: number): number
}

/** A list that keeps so much, s, is kept to be watched. */
const dvrWindow = 120

export function isDvr(
  asked: boolean | undefined,
  type: string | null | undefined,
  window: Timeline['window'],
): boolean {
  return asked ?? (type === 'EVENT' || (window !== null && window.end - window.start >= dvrWindow))
}
