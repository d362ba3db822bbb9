import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { boundedEvent } from './bounded-events.ts'
import { openConnection } from './connection.ts'
import type { LiveSample, SourceEvent, StatsSample } from './source-contract.ts'
import { manualEnvironment, scriptedSource } from '../testing.ts'

const now = Date.UTC(2030, 0, 1)
const day = 86_400_000
const year = 366 * day
const warn = vi.fn()
beforeEach(() => {
  warn.mockReset()
  vi.spyOn(console, 'warn').mockImplementation(warn)
})
afterEach(() => void vi.restoreAllMocks())

const loss = { type: 'lost', since: now - 5000, exact: true, onDeadline: 'end' } as const

describe('an event of a source', () => {
  it.each<SourceEvent>([
    { type: 'queued', position: 3, length: 9, etaMs: 60_000, offer: { expiresInMs: 30_000 } },
    { type: 'limit', remainingMs: null },
    { type: 'afk', remainingMs: 0 },
    { ...loss, deadline: now + 60_000 },
    { type: 'closed', code: 4461, reason: 'maintenance', retryAfterMs: 5000 },
    { type: 'not-live', reason: 'not-started', startsAt: now + 400 * day },
    { type: 'message', data: { position: NaN, text: 'x'.repeat(5000) } },
    { type: 'retrying', cause: 'server', attempt: 0 },
  ])('is passed on unchanged if it is valid: %o', (event) => {
    expect(boundedEvent(event, now)).toBe(event)
    expect(warn).not.toHaveBeenCalled()
  })

  it.each<[SourceEvent, SourceEvent]>([
    [
      { type: 'queued', position: -5, length: 1e308, etaMs: 1e308 },
      { type: 'queued', position: 1, length: 1_000_000, etaMs: day },
    ],
    [
      { type: 'queued', position: 1e308, etaMs: -5 },
      { type: 'queued', position: 1_000_000, etaMs: 0 },
    ],
    [
      { type: 'queued', position: 1, offer: { expiresInMs: 1e12 } },
      { type: 'queued', position: 1, offer: { expiresInMs: day } },
    ],
    [
      { type: 'assigned', resumeToken: 'a', resumeWindowMs: 1e12 },
      { type: 'assigned', resumeToken: 'a', resumeWindowMs: day },
    ],
    [
      { type: 'limit', remainingMs: 1e308 },
      { type: 'limit', remainingMs: year },
    ],
    [
      { type: 'afk', remainingMs: -1 },
      { type: 'afk', remainingMs: 0 },
    ],
    [
      { ...loss, since: now + 3_600_000, deadline: 1e308 },
      { ...loss, since: now, deadline: now + year },
    ],
    [
      { type: 'not-live', reason: 'not-started', startsAt: 1e308 },
      { type: 'not-live', reason: 'not-started' },
    ],
    [
      { type: 'not-live', reason: 'ended', endedAt: -9e15 },
      { type: 'not-live', reason: 'ended' },
    ],
    [
      { type: 'retrying', cause: 'server', attempt: 1, nextAttemptAt: now + day },
      { type: 'retrying', cause: 'server', attempt: 1, nextAttemptAt: now + 3_600_000 },
    ],
    [
      { type: 'closed', code: 1013, retryAfterMs: 1e12 },
      { type: 'closed', code: 1013, retryAfterMs: day },
    ],
    [
      { type: 'notice', text: 'x'.repeat(100_000) },
      { type: 'notice', text: 'x'.repeat(500) },
    ],
    [
      { type: 'closed', code: 4999, reason: 'x'.repeat(100_000) },
      { type: 'closed', code: 4999, reason: 'x'.repeat(500) },
    ],
  ])('has its values moved to the nearest end of their range: %o', (event, expected) => {
    expect(boundedEvent(event, now)).toEqual(expected)
  })

  it.each([NaN, Infinity, -Infinity, '5', {}, true])(
    'loses a value that is not a finite number: %s',
    (bad) => {
      const value = bad as number
      const place = { type: 'queued', position: 2 } as const
      expect(boundedEvent({ ...place, etaMs: value, length: value }, now)).toEqual(place)
      expect(boundedEvent({ ...place, offer: { expiresInMs: value } }, now)).toEqual(place)
      expect(boundedEvent({ ...loss, deadline: value }, now)).toEqual(loss)
      expect(
        boundedEvent({ type: 'not-live', reason: 'empty', startsAt: value, endedAt: value }, now),
      ).toEqual({
        type: 'not-live',
        reason: 'empty',
      })
      expect(boundedEvent({ type: 'closed', code: 1006, retryAfterMs: value }, now)).toEqual({
        type: 'closed',
        code: 1006,
      })
      for (const event of [
        { type: 'queued', position: value },
        { type: 'limit', remainingMs: value },
        { type: 'afk', remainingMs: value },
        { ...loss, since: value },
        { type: 'retrying', cause: 'server', attempt: value },
      ] satisfies SourceEvent[])
        expect(boundedEvent(event, now), event.type).toBeNull()
    },
  )

  it.each([
    { type: 'queued' },
    { type: 'queued', position: null },
    { type: 'limit' },
    { type: 'afk' },
    { ...loss, since: null },
    { type: 'lost', exact: false, onDeadline: 'end' },
    { type: 'retrying', cause: 'server', attempt: null },
    { type: 'notice' },
  ])('is dropped without its main value: %o', (event) => {
    expect(boundedEvent(event, now)).toBeNull()
  })

  it('loses optional values that are null or empty', () => {
    const place = { type: 'queued', position: 2 } as const
    for (const offer of [{}, { expiresInMs: null }])
      expect(boundedEvent({ ...place, offer }, now)).toEqual(place)
    expect(boundedEvent({ ...place, etaMs: null, length: null }, now)).toEqual(place)
  })

  it.each([NaN, Infinity, 1006.5, 1e308, -1, 0, 999, 5000, '1006', null, undefined])(
    'closes with 1005 when its code is invalid: %s',
    (code) => {
      expect(boundedEvent({ type: 'closed', code: code as number }, now)).toEqual({
        type: 'closed',
        code: 1005,
      })
    },
  )

  it('closes with 1005 when it has no code field', () => {
    expect(boundedEvent({ type: 'closed' }, now)).toEqual({ type: 'closed', code: 1005 })
  })

  it('loses a reason or text that is not a string', () => {
    // JSON can contain these values, and they cannot be converted to a string.
    for (const reason of [{}, { toString: 1 }])
      expect(boundedEvent({ type: 'closed', code: 1000, reason }, now)).toEqual({
        type: 'closed',
        code: 1000,
      })
    expect(boundedEvent({ type: 'notice', text: {} as string }, now)).toBeNull()
  })

  it('is bounded in silence on a page without a bundler, which has no `process`', async () => {
    vi.resetModules()
    const fresh = await import('./bounded-events.ts')
    vi.stubGlobal('process', undefined)
    let event: SourceEvent | null
    try {
      event = fresh.boundedEvent({ type: 'queued', position: -5 }, now)
    } finally {
      vi.unstubAllGlobals()
    }
    expect(event).toEqual({ type: 'queued', position: 1 })
    expect(warn).not.toHaveBeenCalled()
  })

  it('leads to one warning when it is invalid', async () => {
    vi.resetModules()
    const fresh = await import('./bounded-events.ts')
    for (let i = 0; i < 3; i++) fresh.boundedEvent({ type: 'limit', remainingMs: NaN }, now)
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^Standby: `remainingMs: NaN` is not a valid value/)],
    ])
  })
})

describe('a connection', () => {
  it('bounds events, and drops samples with a number that is not finite', () => {
    const { source, script } = scriptedSource()
    const emit = vi.fn()
    const sample = vi.fn()
    const environment = manualEnvironment({ now })
    openConnection({ source, environment, intent: 'start', attempt: 0, resumeToken: null, emit, sample })
    script.emit({ type: 'queued', position: NaN }, { type: 'queued', position: -5 })
    expect(emit.mock.calls).toEqual([[{ type: 'queued', position: 1 }]])

    const live: LiveSample = {
      latencyMs: 3000,
      targetLatencyMs: null,
      atEdge: true,
      seekableMs: 0,
      seekable: { start: 0, end: 10 },
    }
    const stats: StatsSample = { at: now, bitrate: 5_000_000, codec: 'avc1' }
    script.sampleLive(live)
    script.sampleStats(stats)
    expect(sample.mock.calls).toEqual([
      ['live', live],
      ['stats', stats],
    ])
    script.sampleLive({ ...live, latencyMs: NaN })
    script.sampleLive({ ...live, seekable: { start: 0, end: Infinity } })
    script.sampleStats({ ...stats, bitrate: Infinity })
    expect(sample).toHaveBeenCalledTimes(2)
  })
})
