import type { NotLive } from '@standby/core'
import { type ClosedEvent, closedBy, type Failure } from '@standby/core/source'

/** Why a playlist could not be loaded. */
export type LoadFailure =
  | Failure
  /** An empty file, or a playlist without a segment. */
  | { readonly kind: 'empty' }
  /** EXT-X-PLAYLIST-TYPE:VOD. */
  | { readonly kind: 'recording' }
  /** EXT-X-ENDLIST on a stream that was live. */
  | { readonly kind: 'ended' }

/** What a failure before the first media means. */
export type LoadOutcome = { readonly type: 'not-live'; readonly reason: NotLive['reason'] } | ClosedEvent

/** Statuses with which platforms answer while nothing is broadcast. */
const notStarted: readonly number[] = [404, 410, 412]

/** What a failed load means. `waits`: the viewer waits for an ended stream to start again. `now`: epoch ms. */
export function loadOutcome(failure: LoadFailure, waits: boolean, now: number): LoadOutcome {
  switch (failure.kind) {
    case 'empty':
      return { type: 'not-live', reason: 'empty' }
    case 'ended':
      return waits ? { type: 'not-live', reason: 'ended' } : { type: 'closed', code: 1000, reason: 'ended' }
    case 'recording':
      return { type: 'closed', code: 1003, cause: 'not-a-playlist', reason: 'recording' }
    case 'http':
      if (notStarted.includes(failure.status)) return { type: 'not-live', reason: 'not-started' }
  }
  return closedBy(failure, { now, started: false })
}

export const isRefusal = (status: number | null): boolean => status === 401 || status === 403
