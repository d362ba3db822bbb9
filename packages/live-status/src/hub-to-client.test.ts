import type { StatusFeedEvent } from '@standby/core/source'
import { describe, expect, it } from 'vitest'
import { type EventSourceLike, liveStatus } from './client/live-status.ts'
import { EventReader } from './hub/http/event-reader.fixture.ts'
import { openHub, start } from './hub/hub.fixture.ts'
import { eventually } from './eventually.fixture.ts'

/** A viewer whose EventSource reads the response of a real hub, on a clock that is wrong by 10 min. */
function watch(opened: ReturnType<typeof openHub>, clockOff = 600_000) {
  const readers: EventReader[] = []
  class HubSource implements EventSourceLike {
    readonly #listeners = new Map<string, Parameters<EventSourceLike['addEventListener']>[1]>()
    #open = true

    constructor(url: string) {
      void this.#read(url)
    }

    addEventListener(...[type, listener]: Parameters<EventSourceLike['addEventListener']>): void {
      this.#listeners.set(type, listener)
    }

    close(): void {
      this.#open = false
    }

    async #read(url: string) {
      const response = await opened.hub.subscribe(new Request(url), 'stream-1')
      if (response.status !== 200) return this.#listeners.get('error')?.({})
      const reader = new EventReader(response.body)
      readers.push(reader)
      for (;;) {
        const read = await reader.next().catch(() => null)
        if (!this.#open) return reader.leave()
        if (!read) return this.#listeners.get('error')?.({})
        const { event, data, id } = read
        this.#listeners.get(event)?.({ data: JSON.stringify(data), lastEventId: id ?? '' })
      }
    }
  }
  const { clock } = opened
  const heard: StatusFeedEvent[] = []
  const feed = liveStatus('https://example.com/status', {
    EventSource: HubSource,
    environment: {
      now: () => clock.now() + clockOff,
      monotonic: () => clock.now() - start,
      random: clock.random,
      setTimeout: clock.setTimeout,
      clearTimeout: clock.clearTimeout,
      on: clock.on,
    },
  })
  const stop = feed.subscribe((event) => heard.push(event))
  const hears = (count: number) => eventually(() => expect(heard).toHaveLength(count))
  return { heard, hears, stop, readers }
}

describe('the way from the platform’s webhook to the player’s feed', () => {
  it('brings an outage with its deadline, the return, the end and the next broadcast, on a wrong clock', async () => {
    const opened = openHub({ dvr: true })
    await opened.send('active')
    const { heard, hears, stop } = watch(opened)
    await hears(1)
    opened.clock.advance(10_000)
    await opened.send('disconnected', 9000)
    await hears(2)
    opened.clock.advance(5000)
    await opened.send('connected', 15_000)
    await hears(3)
    await opened.send('idle', 16_000)
    await hears(4)
    const next = { id: 'asset-2', playback_ids: [{ id: 'second', policy: 'public' }] }
    await opened.sendAsset('created', 17_000, next)
    await opened.send('active', 18_000, { active_asset_id: 'asset-2' })
    await hears(5)
    const local = start + 600_000
    expect(heard.map((event) => event.type === 'status' && event.status)).toEqual([
      { state: 'active', since: local },
      { state: 'disconnected', since: local + 9000, deadline: local + 69_000 },
      { state: 'active', since: local },
      { state: 'idle', reason: 'ended', endedAt: local + 16_000 },
      { state: 'active', since: local + 18_000, src: 'https://stream.mux.com/second.m3u8' },
    ])
    stop()
    await opened.hub.close()
    expect(opened.clock.timers).toBe(0)
  })

  it('brings changes, but no past statuses, from the time when the hub was away', async () => {
    const opened = openHub()
    await opened.send('active')
    const { heard, hears, stop, readers } = watch(opened)
    await hears(1)
    await readers[0]!.leave()
    await opened.send('disconnected', 1000)
    await opened.send('connected', 2000)
    await opened.send('disconnected', 3000)
    await eventually(() => expect(opened.clock.timers).toBeGreaterThan(1))
    opened.clock.advance(2000)
    await hears(2)
    expect(heard[1]).toMatchObject({ status: { state: 'disconnected', since: start + 603_000 } })
    expect(readers[1]?.text).toContain('event: past')
    stop()
    await opened.hub.close()
  })
})
