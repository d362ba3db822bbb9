import type { CloseCause, EndInfo } from '@standby/core'
import type { disconnectScreenMessages } from './DisconnectScreen.messages.ts'

type Key = keyof typeof disconnectScreenMessages
/** What an end is called in the table of texts. */
type Name = Key extends infer K ? (K extends `disconnectScreen.${infer N}.title` ? N : never) : never

export interface EndCopy {
  readonly title: Key
  readonly line: Key
}

// A cause says more than the code it came with.
const byCause: Partial<Record<CloseCause, Name>> = {
  cors: 'cors',
  'not-a-playlist': 'not-a-playlist',
  'invalid-url': 'invalid-url',
  'missing-peer': 'missing-peer',
  decoder: 'decoder',
  'source-error': 'source-error',
  forbidden: '1008',
  unsupported: '1003',
  'taken-over': '4100',
}

const byCode: Readonly<Record<number, Name>> = {
  1000: '1000',
  1001: '1001',
  1002: '1011',
  1003: '1003',
  1005: '1006',
  1006: '1006',
  1008: '1008',
  1009: '1009',
  1011: '1011',
  1012: '1012',
  1013: '1013',
  4000: '4000',
  4001: '4001',
  4002: '4002',
  4003: '4003',
  4004: '4004',
  4005: '4005',
  4006: '4006',
  4007: '4007',
  4100: '4100',
}

/**
 * Which words an end is told in.
 *
 * @param broadcast everybody watches the same picture: nobody had a place to give back
 * @param afkKnown how long a viewer may be away is known, so the line can say it
 */
export function endCopy(
  end: EndInfo,
  { broadcast, afkKnown }: { broadcast: boolean; afkKnown: boolean },
): EndCopy {
  const name = nameOf(end, broadcast)
  const { title, line } = {
    title: `disconnectScreen.${name}.title`,
    line: `disconnectScreen.${name}.line`,
  } as const
  if (name === '1006' && end.attempts > 0) return { title, line: 'disconnectScreen.1006.tried' }
  if (name === '4001' && end.recovery === 'join-queue') return { title, line: 'disconnectScreen.4001.queue' }
  if (name === 'afk' && !afkKnown) return { title, line: 'disconnectScreen.4004.line' }
  if (name === 'unknown' && end.reason) return { title, line: 'disconnectScreen.unknown.reason' }
  return { title, line }
}

function nameOf({ kind, cause, code }: EndInfo, broadcast: boolean): Name {
  if (kind === 'left') return broadcast ? 'stopped' : 'left'
  if (kind === 'stream-ended' || kind === 'afk' || kind === 'max-runtime') return kind
  return (cause && byCause[cause]) ?? byCode[code] ?? 'unknown'
}
