import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LiveEvent, LiveEventName } from '../webhooks/live-event.ts'
import { statusOf } from './status-of.ts'
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
  it('any disorder and any duplicates come to the same, after every part of the story', () => {
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

  it('joining is associative, commutative and idempotent for whatever is sent', () => {
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
        // Everything of one moment belongs to one broadcast.
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

  it('a record stays small however long a broadcast goes on', () => {
    const long = Array.from({ length: 500 }, (_, index) => broadcast(`asset-${index}`, index * 1000)).flat()
    expect(JSON.stringify(fold(long)).length).toBeLessThan(800)
  })
})

describe('how a stream is, by what is known of it', () => {
  const status = (events: LiveEvent[], now = 0, rules = {}) => statusOf(fold(events), rules, now)

  it('nothing is known', () => {
    expect(status([])).toBeNull()
    expect(status([event('warning', 1), event('updated', 2)])).toBeNull()
  })

  it.each<[string, LiveEvent[]]>([
    ['set up', [event('created', 1)]],
    ['an encoder has connected', [event('created', 1), event('connected', 2)]],
    ['is made ready', [event('preparing', 2)]],
    ['switched on again', [event('disabled', 1), event('enabled', 2)]],
  ])('%s: not started', (_, events) => {
    expect(status(events)).toEqual({ state: 'idle', reason: 'not-started' })
  })

  it('active, since the first that was heard of this broadcast', () => {
    expect(status(broadcast('a', 100).slice(0, 4))).toEqual({
      state: 'active',
      since: 100,
      asset: { id: 'a', playbackId: 'play-a' },
    })
    expect(status([event('active', 5)])).toEqual({ state: 'active' })
  })

  it('in either platform’s order, where recording says nothing of playing', () => {
    expect(status([event('connected', 4), event('recording', 5)])).toEqual({
      state: 'idle',
      reason: 'not-started',
    })
    expect(status([event('recording', 5), event('active', 6)])).toEqual({ state: 'active' })
    expect(status([event('active', 5), event('recording', 6)])).toEqual({ state: 'active' })
  })

  it('disconnected, until the window that the platform gave with it', () => {
    const events = broadcast('a', 100).slice(0, 5)
    expect(status(events)).toEqual({ state: 'disconnected', since: 150, deadline: 30_150 })
  })

  it.each([
    ['standard', 60_000],
    ['reduced', 0],
    ['low', 0],
  ] as const)('latency %s: a window of %d ms where none is given', (latencyMode, ms) => {
    const events = [event('active', 1, { latencyMode }), event('disconnected', 2)]
    expect(status(events)).toMatchObject({ state: 'disconnected', since: 2, deadline: 2 + ms })
  })

  it('the window comes from the loss, else the newest setting, else the option, else the mode', () => {
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

  it('with a slate, says so', () => {
    const events = [event('active', 1, { slate: true }), event('disconnected', 2)]
    expect(status(events)).toMatchObject({ state: 'disconnected', slate: true })
  })

  it('an encoder that connects within the window is back, one that connects after it is another broadcast', () => {
    const events = [event('active', 1), event('disconnected', 10, { reconnectWindowMs: 100 })]
    expect(status([...events, event('connected', 110)])).toEqual({ state: 'active' })
    expect(status([...events, event('connected', 111)])).toEqual({
      state: 'idle',
      reason: 'ended',
      endedAt: 110,
    })
    expect(status([...events, event('active', 500)])).toEqual({ state: 'active' })
  })

  it('a window of 0 lets nobody come back', () => {
    const events = [event('active', 1), event('disconnected', 10, { reconnectWindowMs: 0 })]
    expect(status(events)).toEqual({ state: 'disconnected', since: 10, deadline: 10 })
    expect(status([...events, event('connected', 11)])).toMatchObject({ state: 'idle', endedAt: 10 })
  })

  it('over when the platform says so, in the same second too', () => {
    const events = [event('active', 1), event('disconnected', 10), event('off-air', 10)]
    expect(status(events)).toEqual({ state: 'idle', reason: 'ended', endedAt: 10 })
  })

  it('over where that word was lost, a minute after the deadline', () => {
    const events = [event('active', 1), event('disconnected', 10, { reconnectWindowMs: 100 })]
    expect(status(events, 60_110)).toMatchObject({ state: 'disconnected' })
    expect(status(events, 60_111)).toEqual({ state: 'idle', reason: 'ended', endedAt: 110 })
  })

  it('a recording that is complete ends its own broadcast and no other', () => {
    const completed = event('completed', 50, { assetId: 'a' })
    expect(status([event('active', 1, { assetId: 'a' }), completed])).toMatchObject({
      state: 'idle',
      endedAt: 50,
    })
    const next = event('active', 40, { assetId: 'b' })
    expect(status([event('active', 1, { assetId: 'a' }), next, completed])).toMatchObject({ state: 'active' })
  })

  it('an encoder that goes before anything was on is no loss', () => {
    const events = [event('active', 1), event('off-air', 5), event('connected', 8), event('disconnected', 9)]
    expect(status(events)).toEqual({ state: 'idle', reason: 'ended', endedAt: 5 })
  })

  it('a loss is one also where nothing before it was heard', () => {
    expect(status([event('disconnected', 9)])).toMatchObject({ state: 'disconnected', since: 9 })
  })

  it('switched off or deleted', () => {
    expect(status([event('active', 1), event('disabled', 2)])).toEqual({ state: 'disabled' })
    expect(status([event('deleted', 2), event('enabled', 3), event('active', 4)])).toEqual({
      state: 'disabled',
    })
    expect(status([event('disabled', 2), event('active', 3)])).toEqual({ state: 'active' })
  })

  it('sends to the address of the broadcast, once it is known', () => {
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
