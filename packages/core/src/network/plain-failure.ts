import type { CloseCause } from '../session/state.ts'
import type { ClosedEvent } from '../source/nested-source.ts'

/** A failure without an HTTP status. */
export type PlainFailure =
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

/** The `closed` event for a failure without an HTTP status: always the same. */
export function closedByPlain({ kind }: PlainFailure): ClosedEvent {
  switch (kind) {
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
      return closed(1003, kind)
  }
}

export const closed = (code: number, cause: CloseCause): ClosedEvent => ({ type: 'closed', code, cause })
