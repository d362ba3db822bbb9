import type { ClosedEvent } from '../source/nested-source.ts'
import type { CloseCause } from '../session/state.ts'

/** What a request or the browser said, in the kit's words. */
export type Failure =
  | {
      readonly kind: 'http'
      readonly status: number
      /** The header as it came: seconds or an HTTP date. */
      readonly retryAfter?: string | null
    }
  /** No answer: refused, reset, or the name does not resolve. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout' }
  /** An answer that the browser keeps from the page. */
  | { readonly kind: 'cors' }
  | { readonly kind: 'invalid-url' }
  | { readonly kind: 'not-a-playlist' }
  /** No Media Source Extensions, no WebRTC, or no codec in common. */
  | { readonly kind: 'unsupported' }
  /** A package that the source needs is not installed. */
  | { readonly kind: 'missing-peer' }
  /** A file of the page itself did not load, such as a chunk that a deploy took away. */
  | { readonly kind: 'incomplete-page' }
  | { readonly kind: 'decoder' }

export interface FailureContext {
  /** Local epoch, ms; what a `Retry-After` date is measured against. */
  readonly now: number
  /** Media was to be had before: what is missing now is expected back. */
  readonly started: boolean
}

// A server that asks for more than this is not waited for by the clock; the viewer decides.
const longestRetryAfterMs = 300_000

/** The `closed` event for a failure: one place that says which disconnect code it is. */
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
  // It takes its time, has too much to do, or something behind it has: all of that passes.
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { ...closed(1013, 'server'), ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
  // The same request would get the same answer.
  if (status >= 400) return closed(1008, 'server')
  // Neither a failure nor what was asked for, such as a redirect that leads nowhere.
  return closed(1013, 'server')
}

const closed = (code: number, cause: CloseCause): ClosedEvent => ({ type: 'closed', code, cause })

/**
 * Milliseconds from a `Retry-After` header, five minutes at most; `undefined` where it says nothing of use.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return ms > 0 ? Math.min(ms, longestRetryAfterMs) : undefined
}
