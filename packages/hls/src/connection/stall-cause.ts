import type { Cause } from '@standby/core'

/** How a request ended. `status` is `null` where no answer was readable: refused, reset, timed out, CORS. */
export interface RequestFailure {
  readonly status: number | null
  readonly timedOut: boolean
}

export interface StallFacts {
  readonly online: boolean
  /** The last finished playlist request, where it failed. */
  readonly playlistFailure: RequestFailure | null
  /** How long a playlist request has been under way, ms. */
  readonly playlistPendingMs: number | null
  /** The last segment request, where it failed. */
  readonly segmentFailure: RequestFailure | null
  /** Since the newest listed segment was published, ms. */
  readonly quietMs: number | null
  /** `lost` was said, or the newest segment is a gap. */
  readonly farEndLost: boolean
  /** Since media could not be parsed or appended, ms. */
  readonly mediaErrorAgoMs: number | null
  /** Media buffered after the playhead, s. */
  readonly ahead: number
  readonly targetDuration: number
  /** How often something new is listed: a segment, or a few parts, s. */
  readonly listingEvery: number
  /** The cause that was given for this same stall. */
  readonly known: Cause | null
}

/** Why media starves; the first signature that fits. */
export function stallCause(facts: StallFacts): Cause {
  const targetMs = facts.targetDuration * 1000
  if (!facts.online) return 'network'
  if (facts.playlistFailure) return failureCause(facts.playlistFailure)
  if (facts.playlistPendingMs !== null && facts.playlistPendingMs > Math.max(1500, targetMs)) return 'network'
  if (facts.farEndLost || (facts.quietMs !== null && facts.quietMs > 1500 * facts.listingEvery))
    return 'far-end'
  if (facts.segmentFailure) return failureCause(facts.segmentFailure)
  if (facts.mediaErrorAgoMs !== null && facts.mediaErrorAgoMs <= 4 * targetMs) return 'decoder'
  // Between the playlist moving again and its first segment nothing fits: never fall back from a cause we knew.
  if (facts.known) return facts.known
  return facts.ahead > 1 ? 'decoder' : 'network'
}

/** Who refused: an answer came from the server, silence is counted as the viewer's network. */
export function failureCause(failure: RequestFailure): Cause {
  return failure.status !== null && failure.status >= 400 ? 'server' : 'network'
}
