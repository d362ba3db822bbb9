import type { EndInfo } from '@standby/core'
import { isWritable } from '../../i18n/is-writable.ts'
import { disconnectScreenMessages } from './DisconnectScreen.messages.ts'

type Key = keyof typeof disconnectScreenMessages
/** What an end is called in the table of texts. */
type Name = Key extends infer K ? (K extends `disconnect.${infer N}.title` ? N : never) : never

export interface EndCopy {
  readonly title: Key
  readonly line: Key
}

// What is told in the words of another: a cause in those of its usual code, a code in those of its neighbour.
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
 * Which words an end is told in.
 *
 * @param broadcast everybody watches the same picture: nobody had a place to give back
 * @param afkKnown how long a viewer may be away is known, so the line can say it
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

/** A kind says more than a cause, and a cause more than the code it came with. */
function nameOf({ kind, cause, code }: EndInfo, broadcast: boolean): Name {
  if (kind === 'left' && broadcast) return 'stopped'
  if (kind === 'stream-ended' && !broadcast) return '1000'
  return [kind, `${cause}`, `${code}`].map((word) => sameAs[word] ?? word).find(isName) ?? 'unknown'
}

function isName(word: string): word is Name {
  return `disconnect.${word}.title` in disconnectScreenMessages
}
