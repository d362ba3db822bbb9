import type { EndInfo } from '@standby/core'
import { isWritable } from '../../i18n/is-writable.ts'
import { disconnectScreenMessages } from './DisconnectScreen.messages.ts'

type Key = keyof typeof disconnectScreenMessages
/** The name of an end in the table of texts. */
type Name = Key extends infer K ? (K extends `disconnect.${infer N}.title` ? N : never) : never

export interface EndCopy {
  readonly title: Key
  readonly line: Key
}

// Ends without texts of their own: a cause uses the texts of its usual code, a code those of a similar code.
const sameAs: Readonly<Record<string, Name>> = {
  forbidden: '1008',
  unsupported: '1003',
  'taken-over': '4100',
  'invalid-url': 'not-a-playlist',
  1002: '1011',
  1005: '1006',
  1009: '1011',
}

/**
 * Chooses the texts for an end.
 *
 * @param broadcast all viewers watch the same picture, so there was no place to give back
 * @param afkKnown the max time without input is known, so the line can state it
 */
export function endCopy(end: EndInfo, broadcast: boolean, afkKnown: boolean): EndCopy {
  const name = nameOf(end, broadcast)
  const title = `disconnect.${name}.title` as const
  const line = `disconnect.${name}.line` as const
  if (name === '1006' && end.attempts > 0) return { title, line: 'disconnect.1006.tried' }
  if (name === '4001' && end.recovery === 'join-queue') return { title, line: 'disconnect.4001.queue' }
  if (name === 'afk' && !afkKnown) return { title, line: 'disconnect.4004.line' }
  if (name === 'unknown' && !isWritable(end.code)) return { title, line: 'disconnect.source-error.line' }
  if (name === 'unknown' && end.reason) return { title, line: 'disconnect.unknown.reason' }
  return { title, line }
}

/** The kind of an end says more than its cause, and the cause more than the code. */
function nameOf({ kind, cause, code }: EndInfo, broadcast: boolean): Name {
  if (kind === 'left' && broadcast) return 'stopped'
  if (kind === 'stream-ended' && !broadcast) return '1000'
  return [kind, `${cause}`, `${code}`].map((word) => sameAs[word] ?? word).find(isName) ?? 'unknown'
}

function isName(word: string): word is Name {
  return `disconnect.${word}.title` in disconnectScreenMessages
}
