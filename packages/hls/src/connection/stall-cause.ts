import type { Cause } from '@standby/core'

/** How a request failed. `status` is `null` when no answer was readable: refused, reset, timed out, CORS. */
export interface RequestFailure {
  readonly status: number | null
  readonly timedOut: boolean
}

export interface StallFacts {
  readonly online: boolean
  /** The failure of the last finished playlist request. `null` when it succeeded. */
  readonly playlistFailure: RequestFailure | null
  /** How long a playlist request has been pending, ms. `null` without one. */
  readonly playlistPendingMs: number | null
  /** The failure of the last segment request. `null` when it succeeded. */
  readonly segmentFailure: RequestFailure | null
  /** Time since the newest listed segment was published, ms. */
  readonly quietMs: number | null
  /** `lost` was emitted, or the newest segment is a gap. */
  readonly farEndLost: boolean
  /** Time since media could not be parsed or appended, ms. `null` when that never happened. */
  readonly mediaErrorAgoMs: number | null
  /** Media buffered after the playhead, s. */
  readonly ahead: number
  readonly targetDuration: number
  /** Interval at which something new is listed: a segment, or a few parts, s. */
  readonly listingEvery: number
  /** The cause that was already given for this stall. */
  readonly known: Cause | null
}

/** Why playback stalls: the first cause that fits. */
export function stallCause(facts: StallFacts): Cause {
  const targetMs = facts.targetDuration * 1000
  if (!facts.online) return 'network'
  if (facts.playlistFailure) return failureCause(facts.playlistFailure)
  if (facts.playlistPendingMs !== null && facts.playlistPendingMs > Math.max(1500, targetMs)) return 'network'
  if (facts.farEndLost || (facts.quietMs !== null && facts.quietMs > 1500 * facts.listingEvery))
    return 'far-end'
  if (facts.segmentFailure) return failureCause(facts.segmentFailure)
  if (facts.mediaErrorAgoMs !== null && facts.mediaErrorAgoMs <= 4 * targetMs) return 'decoder'
  // After the playlist advances again and before its first segment arrives, nothing fits. Keep the known cause.
  if (facts.known) return facts.known
  return facts.ahead > 1 ? 'decoder' : 'network'
}

/** An error answer is the server's fault. No answer counts as the viewer's network. */
export function failureCause(failure: RequestFailure): Cause {
  return failure.status !== null && failure.status >= 400 ? 'server' : 'network'
}
