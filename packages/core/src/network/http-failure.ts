import type { ClosedEvent } from '../source/nested-source.ts'
import { maxRetryAfterMs } from '../policies/limits.ts'
import { closed, closedByPlain, type PlainFailure } from './plain-failure.ts'

/** A failure of a request or of the browser, in the kit's terms. */
export type Failure =
  | {
      readonly kind: 'http'
      readonly status: number
      /** The raw header: seconds or an HTTP date. */
      readonly retryAfter?: string | null
    }
  | PlainFailure

/** The failure that an HTTP status means. */
export const httpFailure = ({ status, headers }: Response): Failure => ({
  kind: 'http',
  status,
  retryAfter: headers.get('Retry-After'),
})

export interface FailureContext {
  /** Local epoch, ms. A `Retry-After` date is compared with it. */
  readonly now: number
  /** Media was available before: a missing stream is expected back. */
  readonly started: boolean
}

/** The `closed` event for a failure. Maps every failure to its disconnect code. */
export function closedBy(failure: Failure, { now, started }: FailureContext): ClosedEvent {
  return failure.kind === 'http'
    ? closedByStatus(failure.status, retryAfterMs(failure.retryAfter, now), started)
    : closedByPlain(failure)
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

/**
 * Reads a `Retry-After` header, ms, max 300,000. `undefined` if the header is missing, invalid or in the past.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return ms > 0 ? Math.min(ms, maxRetryAfterMs) : undefined
}
