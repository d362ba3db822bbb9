import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LiveEvent, LiveEventName } from '../../webhooks/live-event.ts'
import { statusOf } from '../status-of.ts'
import { joinRecords, recordOf, type StreamRecord } from './stream-record.ts'

const event = (name: LiveEventName, at: number, more: Partial<LiveEvent> = {}): LiveEvent => ({
  id: `${name}-${at}`,
  name,
  provider: 'mux',
  type: `video.live_stream.${name}`,
  streamId: 'stream-1',
  at,
  ...more,
})
const fold = (events: readonly LiveEvent[]) =>
  events.map(recordOf).reduce<StreamRecord>(joinRecords, {} as StreamRecord)

const broadcast = (asset: string, start: number): LiveEvent[] => [
  event('connected', start, { assetId: asset, reconnectWindowMs: 60_000, latencyMode: 'standard' }),
  event('asset', start + 1, { assetId: asset, playback: { id: `play-${asset}`, policy: 'public' } }),
  event('recording', start + 2, { assetId: asset }),
  event('active', start + 3, { assetId: asset, slate: false }),
  event('disconnected', start + 50, { assetId: asset, reconnectWindowMs: 30_000 }),
  event('connected', start + 60, { assetId: asset }),
  event('active', start + 61, { assetId: asset }),
  event('disconnected', start + 90, { assetId: asset }),
  event('off-air', start + 95),
  event('completed', start + 96, { assetId: asset }),
]
const story = [
  event('created', 1),
  ...broadcast('a', 100),
  event('updated', 300, { reconnectWindowMs: 10_000, slate: true }),
  ...broadcast('b', 400),
  event('warning', 402),
  event('disabled', 600),
  event('enabled', 700),
]

describe('deliveries in any order', () => {
  it('give the same status, with any duplicates, after every part of the story', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: story.length }),
        fc.infiniteStream(fc.nat()),
        (length, chances) => {
          const sent = story.slice(0, length)
          const twice = [...sent, ...sent]
          const shuffled = twice
            .map((one) => ({ one, chance: chances.next().value }))
            .toSorted((a, b) => a.chance - b.chance)
            .map(({ one }) => one)
          expect(fold(shuffled)).toEqual(fold(sent))
          expect(statusOf(fold(shuffled), {}, 0)).toEqual(statusOf(fold(sent), {}, 0))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('are joined by an associative, commutative and idempotent function', () => {
    const names = fc.constantFrom<LiveEventName>(
      'connected',
      'active',
      'disconnected',
      'off-air',
      'asset',
      'completed',
    )
    const events = fc
      .record({
        name: names,
        at: fc.integer({ min: 1, max: 9 }),
        window: fc.integer({ min: 0, max: 3 }),
        slate: fc.boolean(),
      })
      .map(({ name, at, window, slate }) =>
        // Everything with the same time belongs to one broadcast.
        event(name, at, {
          assetId: `asset-${at < 5 ? 1 : 2}`,
          reconnectWindowMs: window,
          slate,
          playback: { id: `play-${window}`, policy: 'public' },
        }),
      )
      .map(recordOf)
    fc.assert(
      fc.property(events, events, events, (a, b, c) => {
        expect(joinRecords(a, b)).toEqual(joinRecords(b, a))
        expect(joinRecords(joinRecords(a, b), c)).toEqual(joinRecords(a, joinRecords(b, c)))
        expect(joinRecords(a, a)).toEqual(a)
      }),
      { numRuns: 1000 },
    )
  })

  it('keep the record small, however long a broadcast lasts', () => {
    const long = Array.from({ length: 500 }, (_, index) => broadcast(`asset-${index}`, index * 1000)).flat()
    expect(JSON.stringify(fold(long)).length).toBeLessThan(800)
  })
})

describe('the status of a stream', () => {
  const status = (events: LiveEvent[], now = 0, rules = {}) => statusOf(fold(events), rules, now)

  it('is null when too little is known', () => {
    expect(status([])).toBeNull()
    expect(status([event('warning', 1), event('updated', 2)])).toBeNull()
  })

  it.each<[string, LiveEvent[]]>([
    ['was created', [event('created', 1)]],
    ['has a connected encoder', [event('created', 1), event('connected', 2)]],
    ['is being prepared', [event('preparing', 2)]],
    ['was enabled again', [event('disabled', 1), event('enabled', 2)]],
  ])('is not-started when it %s', (_, events) => {
    expect(status(events)).toEqual({ state: 'idle', reason: 'not-started' })
  })

  it('is active since the first event of this broadcast', () => {
    expect(status(broadcast('a', 100).slice(0, 4))).toEqual({
      state: 'active',
      since: 100,
      asset: { id: 'a', playbackId: 'play-a' },
    })
    expect(status([event('active', 5)])).toEqual({ state: 'active' })
  })

  it('is the same in either platform’s order, and recording alone does not make it active', () => {
    expect(status([event('connected', 4), event('recording', 5)])).toEqual({
      state: 'idle',
      reason: 'not-started',
    })
    expect(status([event('recording', 5), event('active', 6)])).toEqual({ state: 'active' })
    expect(status([event('active', 5), event('recording', 6)])).toEqual({ state: 'active' })
  })

  it('is disconnected with the reconnect window that came with the event', () => {
    const events = broadcast('a', 100).slice(0, 5)
    expect(status(events)).toEqual({ state: 'disconnected', since: 150, deadline: 30_150 })
  })

  it.each([
    ['standard', 60_000],
    ['reduced', 0],
    ['low', 0],
  ] as const)('has, at %s latency, a default window of %d ms', (latencyMode, ms) => {
    const events = [event('active', 1, { latencyMode }), event('disconnected', 2)]
    expect(status(events)).toMatchObject({ state: 'disconnected', since: 2, deadline: 2 + ms })
  })

  it('has its window from the loss, the newest setting, the option or the latency mode, in this order', () => {
    const on = event('active', 1, { latencyMode: 'low' })
    const lost = event('disconnected', 9)
    const deadline = (events: LiveEvent[], rules = {}) => status(events, 0, rules)
    expect(deadline([on, lost], { reconnectWindowMs: 7 })).toMatchObject({ deadline: 16 })
    const updated = event('updated', 5, { reconnectWindowMs: 100 })
    expect(deadline([on, updated, lost], { reconnectWindowMs: 7 })).toMatchObject({ deadline: 109 })
    const later = event('updated', 12, { reconnectWindowMs: 100 })
    const own = event('disconnected', 9, { reconnectWindowMs: 50 })
    expect(deadline([on, own, later])).toMatchObject({ deadline: 59 })
  })

  it('says when the platform fills in with a slate', () => {
    const events = [event('active', 1, { slate: true }), event('disconnected', 2)]
    expect(status(events)).toMatchObject({ state: 'disconnected', slate: true })
  })

  it('is active when an encoder connects within the window, and ended when one connects after it', () => {
    const events = [event('active', 1), event('disconnected', 10, { reconnectWindowMs: 100 })]
    expect(status([...events, event('connected', 110)])).toEqual({ state: 'active' })
    expect(status([...events, event('connected', 111)])).toEqual({
      state: 'idle',
      reason: 'ended',
      endedAt: 110,
    })
    expect(status([...events, event('active', 500)])).toEqual({ state: 'active' })
  })

  it('is ended at once with a window of 0', () => {
    const events = [event('active', 1), event('disconnected', 10, { reconnectWindowMs: 0 })]
    expect(status(events)).toEqual({ state: 'disconnected', since: 10, deadline: 10 })
    expect(status([...events, event('connected', 11)])).toMatchObject({ state: 'idle', endedAt: 10 })
  })

  it('is ended when the platform says so, also in the same second', () => {
    const events = [event('active', 1), event('disconnected', 10), event('off-air', 10)]
    expect(status(events)).toEqual({ state: 'idle', reason: 'ended', endedAt: 10 })
  })

  it('is ended one minute after the deadline when that event was lost', () => {
    const events = [event('active', 1), event('disconnected', 10, { reconnectWindowMs: 100 })]
    expect(status(events, 60_110)).toMatchObject({ state: 'disconnected' })
    expect(status(events, 60_111)).toEqual({ state: 'idle', reason: 'ended', endedAt: 110 })
  })

  it('is ended by a complete recording of the same broadcast only', () => {
    const completed = event('completed', 50, { assetId: 'a' })
    expect(status([event('active', 1, { assetId: 'a' }), completed])).toMatchObject({
      state: 'idle',
      endedAt: 50,
    })
    const next = event('active', 40, { assetId: 'b' })
    expect(status([event('active', 1, { assetId: 'a' }), next, completed])).toMatchObject({ state: 'active' })
  })

  it('is not disconnected when an encoder leaves before the broadcast', () => {
    const events = [event('active', 1), event('off-air', 5), event('connected', 8), event('disconnected', 9)]
    expect(status(events)).toEqual({ state: 'idle', reason: 'ended', endedAt: 5 })
  })

  it('is disconnected even when no earlier event was received', () => {
    expect(status([event('disconnected', 9)])).toMatchObject({ state: 'disconnected', since: 9 })
  })

  it('is disabled when the stream is disabled or deleted', () => {
    expect(status([event('active', 1), event('disabled', 2)])).toEqual({ state: 'disabled' })
    expect(status([event('deleted', 2), event('enabled', 3), event('active', 4)])).toEqual({
      state: 'disabled',
    })
    expect(status([event('disabled', 2), event('active', 3)])).toEqual({ state: 'active' })
  })

  it('has the address of the broadcast, once it is known', () => {
    const src = ({ playbackId }: { playbackId?: string }) => playbackId && `https://cdn/${playbackId}.m3u8`
    const [connected, asset, , active] = broadcast('b', 400)
    const old = broadcast('a', 100)
    const before = status([...old, connected!, active!], 0, { src })
    expect(before).toEqual({ state: 'active', since: 400, asset: { id: 'b' } })
    expect(status([...old, connected!, active!, asset!], 0, { src })).toMatchObject({
      src: 'https://cdn/play-b.m3u8',
    })
  })
})
