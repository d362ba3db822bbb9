import type { CloseCause, NotLive } from '@standby/core'

/** Why a playlist could not be loaded, whoever asked for it. */
export type LoadFailure =
  | { readonly kind: 'http'; readonly status: number; readonly retryAfterMs?: number }
  /** No readable answer: refused, reset, timed out, or kept from us by CORS. */
  | { readonly kind: 'silence' }
  /** The `fetch` that may show what is not meant for us got through: the server lives and refuses this page. */
  | { readonly kind: 'cors' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-playlist' }
  /** EXT-X-PLAYLIST-TYPE:VOD. */
  | { readonly kind: 'recording' }
  /** EXT-X-ENDLIST on what was a live stream. */
  | { readonly kind: 'ended' }
  /** No codec, or no way to play HLS at all. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'decoder' }

export interface Close {
  readonly code: number
  readonly reason?: string
  readonly cause?: CloseCause
  readonly retryAfterMs?: number
}

/** What a failure before the first media means. */
export type StartOutcome =
  | { readonly type: 'not-live'; readonly reason: NotLive['reason'] }
  | ({ readonly type: 'closed' } & Close)

const closed = (code: number, cause: CloseCause, more: Omit<Close, 'code' | 'cause'> = {}): StartOutcome => ({
  type: 'closed',
  code,
  cause,
  ...more,
})

/** Statuses that platforms answer with where nobody is broadcasting. */
const notStarted: readonly number[] = [404, 410, 412]

/**
 * `waits`: the viewer waits for an ended stream to start again.
 */
export function startOutcome(failure: LoadFailure, waits: boolean): StartOutcome {
  switch (failure.kind) {
    case 'http':
      return httpOutcome(failure.status, failure.retryAfterMs)
    case 'silence':
      return closed(1006, 'network')
    case 'cors':
      return closed(1008, 'cors')
    case 'empty':
      return { type: 'not-live', reason: 'empty' }
    case 'ended':
      return waits ? { type: 'not-live', reason: 'ended' } : { type: 'closed', code: 1000, reason: 'ended' }
    case 'not-a-playlist':
      return closed(1003, 'not-a-playlist')
    case 'recording':
      return closed(1003, 'unsupported', { reason: 'recording' })
    case 'unsupported':
      return closed(1003, 'unsupported')
    case 'decoder':
      return closed(1003, 'decoder')
  }
}

function httpOutcome(status: number, retryAfterMs?: number): StartOutcome {
  if (isRefusal(status)) return closed(1008, 'forbidden')
  if (notStarted.includes(status)) return { type: 'not-live', reason: 'not-started' }
  return closed(1013, 'server', retryAfterMs === undefined ? {} : { retryAfterMs })
}

export const isRefusal = (status: number | null): boolean => status === 401 || status === 403

const longestRetryAfterMs = 300_000

/** The Retry-After header, in seconds or as a date; `undefined` where it says nothing usable. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return ms > 0 ? Math.min(ms, longestRetryAfterMs) : undefined
}
