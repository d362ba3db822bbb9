import type { ClosedEvent } from '../source/nested-source.ts'
import type { CloseCause } from '../session/state.ts'
import { maxRetryAfterMs } from '../policies/limits.ts'

/** A failure of a request or of the browser, in the kit's terms. */
export type Failure =
  | {
      readonly kind: 'http'
      readonly status: number
      /** The raw header: seconds or an HTTP date. */
      readonly retryAfter?: string | null
    }
  /** No answer: the connection was refused or reset, or the name does not resolve. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout' }
  /** The browser does not let the page read the answer. */
  | { readonly kind: 'cors' }
  | { readonly kind: 'invalid-url' }
  | { readonly kind: 'not-a-playlist' }
  /** No Media Source Extensions, no WebRTC, or no codec in common. */
  | { readonly kind: 'unsupported' }
  /** A package that the source needs is not installed. */
  | { readonly kind: 'missing-peer' }
  /** A file of the page itself did not load, such as a chunk that a deploy removed. */
  | { readonly kind: 'incomplete-page' }
  | { readonly kind: 'decoder' }

export interface FailureContext {
  /** Local epoch, ms. A `Retry-After` date is compared with it. */
  readonly now: number
  /** Media was available before: a missing stream is expected back. */
  readonly started: boolean
}

/** The `closed` event for a failure. Maps every failure to its disconnect code. */
export function closedBy(failure: Failure, { now, started }: FailureContext): ClosedEvent {
  switch (failure.kind) {
    case 'http':
      return closedByStatus(failure.status, retryAfterMs(failure.retryAfter, now), started)
    case 'refused':
      return closed(1006, 'network')
    case 'timeout':
      return closed(1006, 'timeout')
    case 'incomplete-page':
      return closed(4101, 'network')
    case 'cors':
      return closed(1008, 'cors')
    case 'invalid-url':
    case 'not-a-playlist':
    case 'unsupported':
    case 'missing-peer':
    case 'decoder':
      return closed(1003, failure.kind)
  }
}

function closedByStatus(status: number, retryAfter: number | undefined, started: boolean): ClosedEvent {
  if (status === 401 || status === 403) return closed(1008, 'forbidden')
  if (status === 404 || status === 410) return closed(started ? 1013 : 4002, 'not-found')
  // Temporary: the server is slow or overloaded, or something behind it is.
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { ...closed(1013, 'server'), ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
  // The same request would get the same answer.
  if (status >= 400) return closed(1008, 'server')
  // Neither a failure nor an answer, such as a redirect without a target.
  return closed(1013, 'server')
}

const closed = (code: number, cause: CloseCause): ClosedEvent => ({ type: 'closed', code, cause })

/**
 * Reads a `Retry-After` header, ms, max 300,000. `undefined` if the header is missing, invalid or in the past.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return ms > 0 ? Math.min(ms, maxRetryAfterMs) : undefined
}
