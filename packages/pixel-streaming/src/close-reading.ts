import { type ClosedEvent, longestReason, socketCause } from '@standby/core/source'

/** How an attempt ended. */
export type Close = Omit<ClosedEvent, 'type'>

/** Servers put what they mean in words; the session tells two of its ends apart by them. */
const limits: readonly (readonly [RegExp, string])[] = [
  [/inactiv|\bafk\b|\bidle\b/i, 'afk'],
  [/max\w* (run ?time|duration)|time limit/i, 'max-runtime'],
]

/** What a close of the signalling server's means, as far as every server of this protocol agrees. */
export function readClose(code: number, text: unknown): Close {
  const given = typeof text == 'string' ? text.slice(0, longestReason) : ''
  const limit = code === 4004 ? limits.find(([pattern]) => pattern.test(given))?.[1] : undefined
  const reason = limit ?? given
  const cause = socketCause(code)
  return { code, ...(reason !== '' && { reason }), ...(cause !== undefined && { cause }) }
}

/** What a refused subscription means: a place that becomes free, a streamer that is not there, or neither. */
export function readRefusal(message: string): 'full' | Close {
  if (/\bfull\b|\bmax\b|busy|capacity|occupied|in use/i.test(message)) return 'full'
  if (/not exist|not found|no streamer|unknown/i.test(message)) return { code: 4005 }
  return { code: 4001, reason: message.slice(0, longestReason) }
}
