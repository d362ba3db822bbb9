import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { clientMessage, clientMessages, closes, serverMessage, serverMessages } from './index.ts'

const text = (length: number) => 'a'.repeat(length)
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)

const request = { type: 'request', app: 'showroom', media: ['whep'] }
const queued = { type: 'queued', position: 1 }
const assigned = (media: object) => ({
  type: 'assigned',
  worker: 'w',
  media: { kind: 'whep', url: 'https://x', ...media },
})

/** The last value within a bound, and the first value beyond it. */
const client: readonly [name: string, within: unknown, beyond: unknown][] = [
  ['app', { ...request, app: text(128) }, { ...request, app: text(129) }],
  ['app, at least', { ...request, app: 'a' }, { ...request, app: '' }],
  ['ticket', { ...request, ticket: text(4096) }, { ...request, ticket: text(4097) }],
  ['resumeToken', { ...request, resumeToken: text(4096) }, { ...request, resumeToken: text(4097) }],
  ['media', { ...request, media: many(8, 'whep') }, { ...request, media: many(9, 'whep') }],
  ['media, at least', { ...request, media: ['a'] }, { ...request, media: [] }],
  ['a kind', { ...request, media: [text(32)] }, { ...request, media: [text(33)] }],
  ['a kind that is a word', { ...request, media: ['ll-hls2'] }, { ...request, media: ['2hls'] }],
  ['offer', { type: 'accept', offer: text(128) }, { type: 'accept', offer: text(129) }],
  ['offer declined', { type: 'decline', offer: 'o' }, { type: 'decline' }],
  ['ping', { type: 'ping', id: Number.MAX_SAFE_INTEGER }, { type: 'ping', id: -1 }],
  ['data', { type: 'message', data: text(16_382) }, { type: 'message', data: text(16_383) }],
  ['data of null', { type: 'message', data: null }, { type: 'message' }],
]

const server: typeof client = [
  ['heartbeatMs', { type: 'welcome', heartbeatMs: 60_000 }, { type: 'welcome', heartbeatMs: 60_001 }],
  ['heartbeatMs, at least', { type: 'welcome', heartbeatMs: 1000 }, { type: 'welcome', heartbeatMs: 999 }],
  ['position', { ...queued, position: 1_000_000 }, { ...queued, position: 1_000_001 }],
  ['position, at least', queued, { ...queued, position: 0 }],
  ['length', { ...queued, length: 1 }, { ...queued, length: 0 }],
  ['etaMs', { ...queued, etaMs: 86_400_000 }, { ...queued, etaMs: 86_400_001 }],
  ['etaMs, at least', { ...queued, etaMs: 0 }, { ...queued, etaMs: -1 }],
  ['etaMs in whole ms', { ...queued, etaMs: 1 }, { ...queued, etaMs: 1.5 }],
  ['a field left out', queued, { ...queued, etaMs: null }],
  ['expiresInMs', { type: 'offered', offer: 'o', expiresInMs: 0 }, { type: 'offered', offer: 'o' }],
  ['url', assigned({ url: text(2048) }), assigned({ url: text(2049) })],
  ['media token', assigned({ token: text(4096) }), assigned({ token: '' })],
  [
    'iceServers',
    assigned({ iceServers: many(8, { urls: 'stun:x' }) }),
    assigned({ iceServers: many(9, { urls: 'stun:x' }) }),
  ],
  [
    'urls of one',
    assigned({ iceServers: [{ urls: many(8, 'stun:x') }] }),
    assigned({ iceServers: [{ urls: many(9, 'stun:x') }] }),
  ],
  [
    'urls, at least',
    assigned({ iceServers: [{ urls: ['stun:x'] }] }),
    assigned({ iceServers: [{ urls: [] }] }),
  ],
  ['a limit lifted', { type: 'limit', remainingMs: null }, { type: 'limit' }],
  ['a countdown that stopped', { type: 'afk', remainingMs: null }, { type: 'afk', remainingMs: '1' }],
  ['text', { type: 'notice', text: text(500) }, { type: 'notice', text: text(501) }],
  ['withinMs', { type: 'draining', withinMs: 0 }, { type: 'draining', withinMs: Infinity }],
  ['retryAfterMs', { type: 'closing' }, { type: 'closing', retryAfterMs: null }],
  ['pong', { type: 'pong', id: 0 }, { type: 'pong', id: '0' }],
]

describe.each([
  ['a client', clientMessage, client],
  ['a server', serverMessage, server],
] as const)('a message of %s', (_, schema, rows) => {
  it.each(rows)('must keep its bounds: %s', (_name, within, beyond) => {
    expect(v.safeParse(schema, within).output).toEqual(within)
    expect(v.safeParse(schema, beyond).success).toBe(false)
  })

  it('is rejected from the other side', () => {
    const others = Object.keys(schema === clientMessage ? serverMessages : clientMessages)
    const own = Object.keys(schema === clientMessage ? clientMessages : serverMessages)
    for (const type of others.filter((name) => !own.includes(name)))
      expect(v.safeParse(schema, { ...request, ...queued, type }).success).toBe(false)
  })

  it('loses only unknown fields', () => {
    const message = { type: 'ping', id: 1, mood: 'good' }
    expect(v.parse(schema, message)).toEqual({ type: 'ping', id: 1 })
  })
})

it('only lists reasons that fit into a close frame', () => {
  for (const reason of Object.values(closes).flat()) expect(reason.length).toBeLessThanOrEqual(123)
})
