import type { StatusFeedEvent } from '@standby/core/source'
import { describe, expect, it, vi } from 'vitest'
import { FakeEventSource, openFeed, settle } from './fake-event-source.fixture.ts'
import { liveStatus } from './live-status.ts'

const minutes = 60_000
const lostAt = (since: number, windowMs = 60_000) =>
  ({ state: 'disconnected', since, deadline: since + windowMs }) as const

describe('what the hub says, in this machine’s time', () => {
  it.each([0, 10 * minutes, -10 * minutes, 400 * 24 * 60 * minutes])(
    'the deadline is exact on a clock that is off by %d ms',
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

  it('of several samples the quickest counts', async () => {
    const { beat, say, take, now } = await openFeed({ clockOff: 10 * minutes })
    beat(15_000, 20)
    say(lostAt(now()), { late: 800 })
    const [event] = take()
    const off = event?.type === 'status' && event.status.state === 'disconnected' ? event.status.deadline : 0
    expect(off - (now() + 10 * minutes + 60_000)).toBeGreaterThanOrEqual(0)
    expect(off - (now() + 10 * minutes + 60_000)).toBeLessThanOrEqual(30)
  })

  it('a first message that came late is put right by the next', async () => {
    const { beat, say, take, now } = await openFeed()
    say(lostAt(now()), { late: 2000 })
    expect(take()).toMatchObject([{ status: { deadline: now() + 62_000 } }])
    beat()
    expect(take()).toMatchObject([{ initial: false, status: { deadline: now() + 60_000 } }])
    beat()
    expect(take()).toEqual([])
  })

  it('a clock that is put right while the countdown runs is followed', async () => {
    const { beat, say, take, now, setClock, pass } = await openFeed({ clockOff: 10 * minutes })
    say(lostAt(now()))
    const deadline = now() + 60_000
    take()
    setClock(0)
    await pass(15_000)
    beat()
    expect(take()).toMatchObject([{ initial: false, status: { deadline } }])
  })

  it('a hub whose clock is ahead is right again with the next connection', async () => {
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

  it('one message of a clock that is ahead ends no session early: three beats later it is right', async () => {
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

  it('who listens between two connections is told the deadline as it was known', async () => {
    const { feed, drop, say, now } = await openFeed({ clockOff: 10 * minutes })
    say(lostAt(now()))
    await drop()
    const late: StatusFeedEvent[] = []
    feed.subscribe((event) => late.push(event))
    await settle()
    expect(late).toMatchObject([{ status: { deadline: now() + 11 * minutes } }])
  })

  it('a clock that drifts is followed', async () => {
    const { beat, say, take, now, pass } = await openFeed()
    beat()
    // A message that takes 300 ms longer from now on cannot be told from a clock that drifted: it is followed slowly.
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
  ] as const)('%o', async (wire, status) => {
    const { say, take } = await openFeed()
    say(wire)
    expect(take()).toEqual([{ type: 'status', initial: true, status }])
  })

  it('times of every kind are this machine’s', async () => {
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

  it('makes the address of a recording itself where it is told how', async () => {
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

  it('the same thing is said once; only the first is no news', async () => {
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

  it('what lies behind is no news, but is not asked for again', async () => {
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
  ])('%s is dropped, and the line goes on', async (data) => {
    const { source, take, say } = await openFeed()
    source().fire('status', { data, lastEventId: '1-1' })
    source().fire('beat', { data })
    expect(take()).toEqual([])
    say({ state: 'active' })
    expect(take()).toHaveLength(1)
  })
})

describe('a line that is lost', () => {
  const channel = (events: StatusFeedEvent[]) =>
    events.map((event) => (event.type === 'channel' ? event.state : event.status.state))

  it('is opened anew, with what was seen last, and a short gap is not worth a word', async () => {
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

  it('is said after 5 s, and so is that it is back, with how things are', async () => {
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

  it('what changed in a short gap is news', async () => {
    const { say, drop, pass, take, now } = await openFeed()
    say({ state: 'active' })
    take()
    await drop()
    await pass(1100)
    say(lostAt(now()))
    expect(take()).toMatchObject([{ type: 'status', initial: false, status: { state: 'disconnected' } }])
  })

  it('a hub that has forgotten the stream is no line: it beats, and knows nothing', async () => {
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

  it('a hub that has known nothing from the start is a line', async () => {
    const { beat, pass, take, sources } = await openFeed()
    beat()
    for (let i = 0; i < 10; i++) {
      await pass(15_000)
      beat()
    }
    expect(take()).toEqual([])
    expect(sources).toHaveLength(1)
  })

  it('silence counts as loss: two beats and 5 s', async () => {
    const { beat, pass, sources } = await openFeed()
    beat(10_000)
    await pass(24_999)
    expect(sources).toHaveLength(1)
    await pass(1)
    expect(sources[0]?.closed).toBe(true)
    await pass(2000)
    expect(sources).toHaveLength(2)
  })

  it('so does a server that accepts and says nothing', async () => {
    const { pass, sources } = await openFeed()
    await pass(9999)
    expect(sources[0]?.closed).toBe(false)
    await pass(1)
    expect(sources[0]?.closed).toBe(true)
  })

  it('attempts grow apart, with jitter, to half a minute at most', async () => {
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
    // Never at once, and soon again only after a line that stayed for 10 s.
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
    'that is cut %s, %i ms after its first beat, is opened %i times in 10 minutes at most',
    async (_, lasts, most) => {
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
      expect(sources.length).toBeLessThanOrEqual(most)
      expect(sources.length).toBeGreaterThan(20)
    },
  )

  it('is tried at once where the network is back', async () => {
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

  it('what an abandoned connection still brings is dropped', async () => {
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

  it('a browser without EventSource has no line, and says so', async () => {
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
  it('a function is asked before each attempt, and said why', async () => {
    const url = vi.fn<(why: unknown) => Promise<string>>(() => Promise.resolve('/status?t=1'))
    const { drop, pass, source, say } = await openFeed({ url })
    say({ state: 'active' }, { id: '3-4' })
    await drop()
    await pass(2000)
    expect(url.mock.calls).toEqual([[{ attempt: 0, reason: 'connect' }], [{ attempt: 1, reason: 'connect' }]])
    expect(source().url).toBe('/status?t=1&lastEventId=3-4')
  })

  it('one that rejects is asked again, and one that never answers as well', async () => {
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

  it('cookies go along where it is asked for', async () => {
    expect((await openFeed()).source().init).toEqual({ withCredentials: false })
    expect((await openFeed({ withCredentials: true })).source().init).toEqual({ withCredentials: true })
  })
})

describe('who listens', () => {
  it('creating one does nothing', () => {
    const EventSource = vi.fn<() => void>()
    liveStatus('/status', { EventSource: EventSource as never })
    expect(EventSource).not.toHaveBeenCalled()
  })

  it('several share one line, and each is told how things are, never from within `subscribe`', async () => {
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

  it('who comes while the line is lost is told that', async () => {
    const { feed, drop, pass } = await openFeed()
    await drop()
    await pass(5000)
    const late: StatusFeedEvent[] = []
    feed.subscribe((event) => late.push(event))
    await settle()
    expect(late).toEqual([{ type: 'channel', state: 'lost' }])
  })

  it('the last one that goes closes it, and nothing is left', async () => {
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

  it('nothing is left either while a line is lost, or before it is open', async () => {
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

  it('can be opened again after that', async () => {
    const { feed, stop, sources, say } = await openFeed()
    stop()
    const heard: StatusFeedEvent[] = []
    feed.subscribe((event) => heard.push(event))
    await settle()
    expect(sources).toHaveLength(2)
    say({ state: 'active' })
    expect(heard).toMatchObject([{ initial: true }])
  })

  it('one that leaves within an event hears nothing more, and one that throws stops nobody', async () => {
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

  it('the fake behaves like the browser’s where it matters: closed, it may still fire', () => {
    const source = new FakeEventSource('/', {})
    const heard = vi.fn<() => void>()
    source.addEventListener('beat', heard)
    source.close()
    source.fire('beat')
    expect(heard).toHaveBeenCalledOnce()
  })
})
