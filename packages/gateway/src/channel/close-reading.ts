import { type Close, maxReasonBytes, socketCause } from '@standby/core/source'
import { closes } from '../protocol/closes.ts'

const listed = (code: number): readonly string[] | undefined =>
  Object.hasOwn(closes, code) ? (closes as Readonly<Record<number, readonly string[]>>)[code] : undefined

/**
 * The meaning of a close by the server. A code of the protocol allows only the listed reasons, and any other text is
 * dropped, because the session treats closes by their reason. A code of the platform keeps its reason.
 */
export function readClose(code: number, text: unknown, retryAfterMs?: number): Close {
  const known = listed(code)
  const given = typeof text === 'string' ? text.slice(0, maxReasonBytes) : ''
  // The page slept. The gateway keeps the place, so this is a loss and no refusal.
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
