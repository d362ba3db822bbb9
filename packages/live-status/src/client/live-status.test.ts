import type { StatusFeedEvent } from '@standby/core/source'
import { describe, expect, it, vi } from 'vitest'
import { FakeEventSource, openFeed, settle } from './fake-event-source.fixture.ts'
import { liveStatus } from './live-status.ts'

const minutes = 60_000
const lostAt = (since: number, windowMs = 60_000) =>
  ({ state: 'disconnected', since, deadline: since + windowMs }) as const

describe('a status in local time', () => {
  it.each([0, 10 * minutes, -10 * minutes, 400 * 24 * 60 * minutes])(
    'has an exact deadline on a clock that is wrong by %d ms',
    async (clockOff) => {
      const { say, take, now } = await openFeed({ clockOff })
      say(lostAt(now() - 3000))
      const local = now() + clockOff
      expect(take()).toEqual([
        {
          type: 'status',
          initial: true,
          status: { state: 'disconnected', since: local - 3000, deadline: local + 57_000 },
        },
      ])
    },
  )

  it('is based on the fastest of several samples', async () => {
    const { beat, say, take, now } = await openFeed({ clockOff: 10 * minutes })
    beat(15_000, 20)
    say(lostAt(now()), { late: 800 })
    const [event] = take()
    const off = event?.type === 'status' && event.status.state === 'disconnected' ? event.status.deadline : 0
    expect(off - (now() + 10 * minutes + 60_000)).toBeGreaterThanOrEqual(0)
    expect(off - (now() + 10 * minutes + 60_000)).toBeLessThanOrEqual(30)
  })

  it('is corrected by the next message when the first one came late', async () => {
    const { beat, say, take, now } = await openFeed()
    say(lostAt(now()), { late: 2000 })
    expect(take()).toMatchObject([{ status: { deadline: now() + 62_000 } }])
    beat()
    expect(take()).toMatchObject([{ initial: false, status: { deadline: now() + 60_000 } }])
    beat()
    expect(take()).toEqual([])
  })

  it('follows a local clock that is set while the countdown runs', async () => {
    const { beat, say, take, now, setClock, pass } = await openFeed({ clockOff: 10 * minutes })
    say(lostAt(now()))
    const deadline = now() + 60_000
    take()
    setClock(0)
    await pass(15_000)
    beat()
    expect(take()).toMatchObject([{ initial: false, status: { deadline } }])
  })

  it('is right with the next connection after one to a hub whose clock is ahead', async () => {
    const { beat, drop, say, take, now, pass } = await openFeed()
    beat(15_000, -30_000)
    say(lostAt(now()), { late: -30_000 })
    expect(take()).toMatchObject([{ status: { deadline: now() + 30_000 } }])
    const deadline = now() + 60_000
    await drop()
    await pass(1100)
    beat()
    expect(take()).toMatchObject([{ initial: false, status: { deadline } }])
    say(lostAt(now() - 1100))
    expect(take()).toEqual([])
  })

  it('is right three beats after one message from a clock that is ahead', async () => {
    const { beat, say, take, now, pass } = await openFeed()
    const deadline = now() + 60_000
    say(lostAt(now()))
    take()
    beat(15_000, -30_000)
    expect(take()).toMatchObject([{ status: { deadline: deadline - 30_000 } }])
    for (let beats = 0; beats < 3; beats++) {
      await pass(5000)
      beat()
    }
    expect(take()).toMatchObject([{ initial: false, status: { deadline } }])
  })

  it('has the last known deadline for a listener that comes between two connections', async () => {
    const { feed, drop, say, now } = await openFeed({ clockOff: 10 * minutes })
    say(lostAt(now()))
    await drop()
    const late: StatusFeedEvent[] = []
    feed.subscribe((event) => late.push(event))
    await settle()
    expect(late).toMatchObject([{ status: { deadline: now() + 11 * minutes } }])
  })

  it('follows a clock that drifts', async () => {
    const { beat, say, take, now, pass } = await openFeed()
    beat()
    // Messages that take 300 ms longer from now on look like a clock that drifts. The feed follows it slowly.
    for (let i = 0; i < 100; i++) {
      await pass(15_000)
      beat(15_000, 300)
    }
    say(lostAt(now()), { late: 300 })
    expect(take()).toMatchObject([{ status: { deadline: now() + 60_300 } }])
  })

  it.each([
    [{ state: 'active' }, { state: 'active' }],
    [{ state: 'disabled' }, { state: 'disabled' }],
    [
      { state: 'idle', reason: 'not-started' },
      { state: 'idle', reason: 'not-started' },
    ],
    [
      { state: 'active', src: 'https://cdn/new.m3u8', asset: { id: 'a', playbackId: 'p' } },
      { state: 'active', src: 'https://cdn/new.m3u8' },
    ],
  ] as const)('translates %o', async (wire, status) => {
    const { say, take } = await openFeed()
    say(wire)
    expect(take()).toEqual([{ type: 'status', initial: true, status }])
  })

  it('has all its times in local time', async () => {
    const { say, take, now } = await openFeed({ clockOff: minutes })
    say({ state: 'idle', reason: 'ended', endedAt: now() - 10 })
    say({ state: 'active', since: now() - 20 })
    say({ ...lostAt(now() - 30), slate: true })
    expect(take()).toMatchObject([
      { status: { endedAt: now() + minutes - 10 } },
      { status: { since: now() + minutes - 20 } },
      { status: { since: now() + minutes - 30, slate: true } },
    ])
  })

  it('has the address of a recording that the `src` option makes', async () => {
    const { say, take } = await openFeed({
      src: ({ playbackId }) => playbackId && `https://cdn/${playbackId}?token=t`,
    })
    say({ state: 'active', asset: { id: 'a', playbackId: 'p' }, src: 'https://cdn/p' })
    say({ state: 'active', asset: { id: 'b' } })
    expect(take()).toMatchObject([
      { status: { state: 'active', src: 'https://cdn/p?token=t' } },
      { status: { state: 'active' } },
    ])
  })

  it('is reported once while it stays the same, and only the first is `initial`', async () => {
    const { say, take, now } = await openFeed()
    const lost = lostAt(now())
    say({ state: 'active' })
    say({ state: 'active' })
    say(lost)
    say(lost)
    expect(take().map((event) => event.type === 'status' && [event.status.state, event.initial])).toEqual([
      ['active', true],
      ['disconnected', false],
    ])
  })

  it('is not reported when it is past, but its id is kept for the next connection', async () => {
    const { say, take, drop, pass, source, now } = await openFeed()
    say(lostAt(now() - 90_000), { type: 'past', id: '7-1' })
    expect(take()).toEqual([])
    await drop()
    await pass(2000)
    expect(source().url).toBe('https://example.com/status?lastEventId=7-1')
  })

  it.each([
    'not json',
    '{}',
    'null',
    '[]',
    '{"now":1}',
    '{"now":"1","status":{"state":"active"}}',
    '{"now":1e12,"status":{"state":"melted"}}',
    '{"now":1e12,"status":{"state":"constructor"}}',
    '{"now":1e12,"status":{"state":"disconnected","since":1}}',
    '{"now":1e12,"status":{"state":"disconnected","since":1,"deadline":"soon"}}',
    '{"now":1e12,"status":{"state":"active","src":7}}',
    '{"now":1e12,"status":{"state":"active","asset":{"id":7}}}',
    '{"now":1e12,"status":{"state":"idle","reason":"bored"}}',
    `{"now":1e12,"status":{"state":"active","src":"${'x'.repeat(5000)}"}}`,
    '{"now":1e12,"every":1e12}',
    '{"now":-1,"every":1000}',
    undefined,
  ])('is not read from %s, and the connection goes on', async (data) => {
    const { source, take, say } = await openFeed()
    source().fire('status', { data, lastEventId: '1-1' })
    source().fire('beat', { data })
    expect(take()).toEqual([])
    say({ state: 'active' })
    expect(take()).toHaveLength(1)
  })
})

describe('a connection that is lost', () => {
  const channel = (events: StatusFeedEvent[]) =>
    events.map((event) => (event.type === 'channel' ? event.state : event.status.state))

  it('is opened again with the last id, and a short gap is not reported', async () => {
    const { say, drop, pass, take, sources, source } = await openFeed()
    say({ state: 'active' }, { id: '5-0' })
    take()
    await drop()
    expect(source().closed).toBe(true)
    await pass(1100)
    expect(sources).toHaveLength(2)
    expect(source().url).toBe('https://example.com/status?lastEventId=5-0')
    say({ state: 'active' })
    await pass(4500)
    expect(take()).toEqual([])
  })

  it('is reported lost after 5 s, then back with the current status', async () => {
    const { say, drop, pass, take } = await openFeed()
    say({ state: 'active' })
    take()
    await drop()
    await pass(4999)
    expect(take()).toEqual([])
    await pass(1)
    expect(channel(take())).toEqual(['lost'])
    await pass(4000)
    expect(take()).toEqual([])
    say({ state: 'active' })
    expect(take()).toEqual([
      { type: 'channel', state: 'back' },
      { type: 'status', initial: true, status: { state: 'active' } },
    ])
  })

  it('brings a change that happened in a short gap', async () => {
    const { say, drop, pass, take, now } = await openFeed()
    say({ state: 'active' })
    take()
    await drop()
    await pass(1100)
    say(lostAt(now()))
    expect(take()).toMatchObject([{ type: 'status', initial: false, status: { state: 'disconnected' } }])
  })

  it('stays lost when the hub has forgotten the stream and only beats', async () => {
    const { say, drop, pass, take, beat } = await openFeed()
    say({ state: 'active' })
    take()
    await drop()
    await pass(1000)
    beat()
    await pass(4000)
    expect(channel(take())).toEqual(['lost'])
    say({ state: 'active' })
    expect(channel(take())).toEqual(['back', 'active'])
  })

  it('is not reported when the hub never knew the stream and beats', async () => {
    const { beat, pass, take, sources } = await openFeed()
    beat()
    for (let i = 0; i < 10; i++) {
      await pass(15_000)
      beat()
    }
    expect(take()).toEqual([])
    expect(sources).toHaveLength(1)
  })

  it('is detected by silence of two beats and 5 s', async () => {
    const { beat, pass, sources } = await openFeed()
    beat(10_000)
    await pass(24_999)
    expect(sources).toHaveLength(1)
    await pass(1)
    expect(sources[0]?.closed).toBe(true)
    await pass(2000)
    expect(sources).toHaveLength(2)
  })

  it('is detected when a server accepts and sends nothing', async () => {
    const { pass, sources } = await openFeed()
    await pass(9999)
    expect(sources[0]?.closed).toBe(false)
    await pass(1)
    expect(sources[0]?.closed).toBe(true)
  })

  it('is retried at growing intervals with jitter, up to 30 s', async () => {
    const { drop, environment, pass, sources, say } = await openFeed()
    environment.setRandom(0.999)
    const waits: number[] = []
    for (let i = 0; i < 7; i++) {
      await drop()
      const count = sources.length
      let waited = 0
      while (sources.length === count) {
        await pass(100)
        waited += 100
      }
      waits.push(waited)
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    // Never at once, and soon again only after a connection that lasted 10 s.
    environment.setRandom(0)
    for (const [lasts, waits] of [
      [9999, 3000],
      [10_000, 200],
    ] as const) {
      say({ state: 'active' })
      await pass(lasts)
      const count = sources.length
      await drop()
      await pass(waits - 1)
      expect(sources).toHaveLength(count)
      await pass(1)
      expect(sources).toHaveLength(count + 1)
    }
  })

  it.each([
    ['at once', 0, 45],
    ['soon', 1000, 45],
    ['later', 15_000, 45],
  ])(
    'is opened max 45 times in 10 minutes when it is cut %s, %i ms after its first beat',
    async (_, lasts, max) => {
      const { beat, drop, environment, pass, sources } = await openFeed()
      let chance = 1
      for (let passed = 0, seen = 0, cutAt = Infinity; passed < 600_000; passed += 100) {
        if (sources.length > seen) {
          seen = sources.length
          cutAt = passed + lasts
          beat()
        }
        if (passed >= cutAt) {
          cutAt = Infinity
          await drop()
        }
        environment.setRandom((chance = (chance * 16_807) % 2_147_483_647) / 2_147_483_647)
        await pass(100)
      }
      expect(sources.length).toBeLessThanOrEqual(max)
      expect(sources.length).toBeGreaterThan(20)
    },
  )

  it('is retried at once when the network is back', async () => {
    const { drop, environment, pass, sources } = await openFeed()
    environment.setRandom(0.9)
    await drop()
    await pass(100)
    environment.setOnline(false)
    environment.setOnline(true)
    await settle()
    expect(sources).toHaveLength(2)
    environment.setOnline(false)
    environment.setOnline(true)
    await settle()
    expect(sources).toHaveLength(2)
  })

  it('is ignored when it still sends messages', async () => {
    const { drop, pass, take, sources, say } = await openFeed()
    await drop()
    await pass(2000)
    sources[0]?.fire('status', { data: JSON.stringify({ now: 1, status: { state: 'disabled' } }) })
    sources[0]?.fire('error')
    expect(take()).toEqual([])
    expect(sources[1]?.closed).toBe(false)
    say({ state: 'active' })
    expect(take()).toHaveLength(1)
  })

  it('is reported in a browser without EventSource', async () => {
    const { take, pass } = await openFeed({
      EventSource: class {
        constructor() {
          throw new TypeError('not a constructor')
        }
      } as never,
    })
    await pass(5000)
    expect(take()).toEqual([{ type: 'channel', state: 'lost' }])
  })
})

describe('the address', () => {
  it('comes from a function that is called before each attempt with the reason', async () => {
    const url = vi.fn<(why: unknown) => Promise<string>>(() => Promise.resolve('/status?t=1'))
    const { drop, pass, source, say } = await openFeed({ url })
    say({ state: 'active' }, { id: '3-4' })
    await drop()
    await pass(2000)
    expect(url.mock.calls).toEqual([[{ attempt: 0, reason: 'connect' }], [{ attempt: 1, reason: 'connect' }]])
    expect(source().url).toBe('/status?t=1&lastEventId=3-4')
  })

  it('is requested again from a function that rejects or never answers', async () => {
    const url = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('no token'))
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValue('/status')
    const { pass, sources } = await openFeed({ url })
    await pass(2000)
    expect(url).toHaveBeenCalledTimes(2)
    await pass(10_000)
    await pass(4000)
    expect(url).toHaveBeenCalledTimes(3)
    expect(sources).toHaveLength(1)
  })

  it('is requested with cookies on demand', async () => {
    expect((await openFeed()).source().init).toEqual({ withCredentials: false })
    expect((await openFeed({ withCredentials: true })).source().init).toEqual({ withCredentials: true })
  })
})

describe('the listeners of a feed', () => {
  it('are not served before the first one subscribes', () => {
    const EventSource = vi.fn<() => void>()
    liveStatus('/status', { EventSource: EventSource as never })
    expect(EventSource).not.toHaveBeenCalled()
  })

  it('share one connection, and each gets the current status, never during `subscribe`', async () => {
    const { feed, say, sources, take } = await openFeed()
    say({ state: 'active' })
    take()
    const second: StatusFeedEvent[] = []
    feed.subscribe((event) => second.push(event))
    expect(second).toEqual([])
    await settle()
    expect(second).toEqual([{ type: 'status', initial: true, status: { state: 'active' } }])
    expect(take()).toEqual([])
    say({ state: 'disabled' })
    expect([take(), second.slice(1)].map((events) => events.length)).toEqual([1, 1])
    expect(sources).toHaveLength(1)
  })

  it('are told that the connection is lost when they come meanwhile', async () => {
    const { feed, drop, pass } = await openFeed()
    await drop()
    await pass(5000)
    const late: StatusFeedEvent[] = []
    feed.subscribe((event) => late.push(event))
    await settle()
    expect(late).toEqual([{ type: 'channel', state: 'lost' }])
  })

  it('leave nothing behind when the last one unsubscribes', async () => {
    const { feed, stop, say, environment, source, take } = await openFeed()
    const other = feed.subscribe(() => {})
    stop()
    stop()
    expect(source().closed).toBe(false)
    say({ state: 'active' })
    expect(take()).toEqual([])
    other()
    expect(source().closed).toBe(true)
    expect([environment.timers, environment.listeners]).toEqual([0, 0])
  })

  it('leave nothing behind while the connection is lost, or before it is open', async () => {
    const lost = await openFeed()
    await lost.drop()
    lost.stop()
    expect([lost.environment.timers, lost.environment.listeners]).toEqual([0, 0])
    let answer: (url: string) => void = () => {}
    const waiting = await openFeed({ url: () => new Promise<string>((resolve) => (answer = resolve)) })
    waiting.stop()
    answer('/status')
    await settle()
    expect(waiting.sources).toEqual([])
    expect([waiting.environment.timers, waiting.environment.listeners]).toEqual([0, 0])
  })

  it('can subscribe again after that', async () => {
    const { feed, stop, sources, say } = await openFeed()
    stop()
    const heard: StatusFeedEvent[] = []
    feed.subscribe((event) => heard.push(event))
    await settle()
    expect(sources).toHaveLength(2)
    say({ state: 'active' })
    expect(heard).toMatchObject([{ initial: true }])
  })

  it('get nothing after they unsubscribe within an event, and one that throws does not stop the others', async () => {
    const { feed, say, take } = await openFeed()
    const heard: string[] = []
    feed.subscribe(() => heard.push('before'))
    feed.subscribe(() => {
      stop()
      throw new Error('mine')
    })
    const stop = feed.subscribe(() => heard.push('gone'))
    feed.subscribe(() => heard.push('after'))
    await settle()
    const later: (() => void)[] = []
    vi.stubGlobal('queueMicrotask', (run: () => void) => later.push(run))
    say({ state: 'active' })
    vi.unstubAllGlobals()
    expect(heard).toEqual(['before', 'after'])
    expect(take()).toHaveLength(1)
    expect(later).toHaveLength(1)
    expect(() => later[0]?.()).toThrow('mine')
  })

  it('are tested with a fake EventSource that may still fire after `close`, as in browsers', () => {
    const source = new FakeEventSource('/', {})
    const heard = vi.fn<() => void>()
    source.addEventListener('beat', heard)
    source.close()
    source.fire('beat')
    expect(heard).toHaveBeenCalledOnce()
  })
})
