import type { CloseCause } from '../session/state.ts'

/** The codes that `WebSocket.close` takes in a browser; it throws at every other. */
export const isSendable = (code: number): boolean => code === 1000 || (code >= 3000 && code <= 4999)

/** The way is gone and nothing is said about the session: it can be come back to. */
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

/** What a close code says about its cause, where it says anything. */
export const socketCause = (code: number): CloseCause | undefined => causes[code]

/** A close frame allows so many bytes. */
export const longestReason = 123
