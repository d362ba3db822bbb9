import { type Close, maxReasonBytes, socketCause } from '@standby/core/source'

/** Servers send one code for two limits, with a text. The session distinguishes the limits by their reason. */
const limits: readonly (readonly [RegExp, string])[] = [
  [/inactiv|\bafk\b|\bidle\b/i, 'afk'],
  [/max\w* (run ?time|duration)|time limit/i, 'max-runtime'],
]

/** The meaning of a close by the signalling server, as far as all servers of this protocol agree. */
export function readClose(code: number, text: unknown): Close {
  const given = typeof text == 'string' ? text.slice(0, maxReasonBytes) : ''
  const limit = code === 4004 ? limits.find(([pattern]) => pattern.test(given))?.[1] : undefined
  const reason = limit ?? given
  const cause = socketCause(code)
  return { code, ...(reason !== '' && { reason }), ...(cause !== undefined && { cause }) }
}

/** The meaning of a refused subscription: `full` (wait for a place), no streamer (4005), or another refusal (4001). */
export function readRefusal(message: string): 'full' | Close {
  if (/\bfull\b|\bmax\b|busy|capacity|occupied|in use/i.test(message)) return 'full'
  if (/not exist|not found|no streamer|unknown/i.test(message)) return { code: 4005 }
  return { code: 4001, reason: message.slice(0, maxReasonBytes) }
}
