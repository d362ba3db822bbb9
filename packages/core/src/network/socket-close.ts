import type { CloseCause } from '../session/state.ts'

/** The codes that `WebSocket.close` accepts in a browser. It throws for every other code. */
export const isSendable = (code: number): boolean => code === 1000 || (code >= 3000 && code <= 4999)

/** Only the connection is gone, not the session: a new connection can resume it. */
export const isLoss = ({ code }: { readonly code: number }): boolean =>
  code === 1001 || code === 1005 || code === 1006 || code === 1012 || code === 1013

const causes: Readonly<Record<number, CloseCause>> = {
  1001: 'server',
  1003: 'unsupported',
  1005: 'network',
  1006: 'network',
  1011: 'server',
  1012: 'server',
  1013: 'server',
  4002: 'not-found',
  4100: 'taken-over',
}

/** The cause that a close code implies, if any. */
export const socketCause = (code: number): CloseCause | undefined => causes[code]

/** Max size of a close reason, bytes, from RFC 6455. */
export const maxReasonBytes = 123
