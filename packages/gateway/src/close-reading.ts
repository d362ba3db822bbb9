import { type ClosedEvent, longestReason, socketCause } from '@standby/core/source'
import { closes } from './protocol/closes.ts'

/** How the way to the gateway ended. */
export type Close = Omit<ClosedEvent, 'type'>

const listed = (code: number): readonly string[] | undefined =>
  Object.hasOwn(closes, code) ? (closes as Readonly<Record<number, readonly string[]>>)[code] : undefined

/**
 * What a close of the server's means. The list of reasons is closed: beside a code of the protocol any other text is
 * dropped, since sessions are told apart by it. A code of the platform's own keeps its words.
 */
export function readClose(code: number, text: unknown, retryAfterMs?: number): Close {
  const known = listed(code)
  const given = typeof text === 'string' ? text.slice(0, longestReason) : ''
  // We were asleep: nothing is wrong with us, and our place is kept.
  if (code === 1008 && given === 'silent') return readClose(1006, '', retryAfterMs)
  const reason = given !== '' && (!known || known.includes(given)) ? given : undefined
  const cause = code === 1008 && reason === 'ticket-refused' ? 'forbidden' : socketCause(code)
  return {
    code,
    ...(reason !== undefined && { reason }),
    ...(cause !== undefined && { cause }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}
