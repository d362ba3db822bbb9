import { describe, expect, it } from 'vitest'
import type { Status } from '../session/state.ts'
import { type Bare, type Driven, driveMachine } from './drive-machine.fixture.ts'

/** The columns of the table: the statuses, with the three states of `reconnecting` as separate columns. */
const columns = {
  ready: () => driveMachine(),
  requesting: () => reach({ type: 'start' }),
  queued: () => reach({ type: 'start' }, { type: 'source.queued', detail: { type: 'queued', position: 3 } }),
  'not-live': () =>
    reach(
      { type: 'start' },
      { type: 'source.not-live', detail: { type: 'not-live', reason: 'not-started' } },
    ),
  connecting: () => reach({ type: 'start' }, { type: 'source.assigned', detail: { type: 'assigned' } }),
  streaming: () => reach(...toStreaming),
  idle: () => {
    const d = reach(...toStreaming)
    d.advance(120_000)
    return d
  },
  holding: () => reach(...toStreaming, { type: 'media.stalled' }, lost()),
  waiting: () => reach(...toStreaming, closed(1006)),
  attempting: () => reach(...toStreaming, closed(1006), { type: 'retry' }),
  disconnected: () => reach({ type: 'start' }, { type: 'leave' }),
  failed: () => reach({ type: 'start' }, closed(4000)),
} satisfies Record<string, () => Driven>
type Column = keyof typeof columns

const toStreaming: Bare[] = [
  { type: 'start' },
  { type: 'source.assigned', detail: { type: 'assigned' } },
  { type: 'media.first-frame' },
  { type: 'media.playing' },
]

function reach(...events: Bare[]): Driven {
  const d = driveMachine()
  for (const event of events) d.send(event)
  return d
}
function closed(code: number, reason?: string): Bare {
  return { type: 'source.closed', detail: { type: 'closed', code, ...(reason && { reason }) } }
}
function lost(deadline?: number, onDeadline: 'end' | 'retry' = 'end'): Bare {
  const exact = deadline !== undefined
  return {
    type: 'source.lost',
    detail: { type: 'lost', since: 1_000_000, exact, onDeadline, ...(exact && { deadline }) },
  }
}

const columnOf = (d: Driven): Column => {
  const { status } = d.state
  if (status !== 'reconnecting') return status
  if (d.snapshot.matches({ lifecycle: 'waiting' })) return 'waiting'
  return d.snapshot.matches({ lifecycle: { connected: 'holding' } }) ? 'holding' : 'attempting'
}

const all = Object.keys(columns) as Column[]
type Row = Partial<Record<Column, Column>>
const everywhere = (to: Column, ...but: Column[]): Row =>
  Object.fromEntries(all.filter((column) => !but.includes(column)).map((column) => [column, to]))
const unconnected: Column[] = ['ready', 'waiting', 'disconnected', 'failed']

/** One row: the event, and where it leads from each column. A column that is not named stays as it is. */
const rows: Record<string, { event: Bare; to: Row }> = {
  start: {
    event: { type: 'start' },
    to: { ready: 'requesting', disconnected: 'requesting', failed: 'requesting' },
  },
  retry: {
    event: { type: 'retry' },
    to: { holding: 'attempting', waiting: 'attempting', disconnected: 'requesting', failed: 'requesting' },
  },
  watch: { event: { type: 'watch' }, to: { disconnected: 'requesting', failed: 'requesting' } },
  leave: { event: { type: 'leave' }, to: everywhere('disconnected', 'ready', 'failed') },
  stay: { event: { type: 'stay' }, to: { idle: 'streaming' } },
  activity: { event: { type: 'activity' }, to: { idle: 'streaming' } },
  'give up': { event: { type: 'give-up' }, to: { waiting: 'failed', attempting: 'failed' } },
  queued: {
    event: { type: 'source.queued', detail: { type: 'queued', position: 9 } },
    to: everywhere('queued', ...unconnected),
  },
  'not-live': {
    event: { type: 'source.not-live', detail: { type: 'not-live', reason: 'empty' } },
    to: everywhere('not-live', ...unconnected),
  },
  assigned: {
    event: { type: 'source.assigned', detail: { type: 'assigned', resumeToken: 'token' } },
    to: { requesting: 'connecting', queued: 'connecting', 'not-live': 'connecting' },
  },
  'assigned, replaced': {
    event: { type: 'source.assigned', detail: { type: 'assigned', replaced: true } },
    to: everywhere('connecting', ...unconnected),
  },
  'first frame': {
    event: { type: 'media.first-frame' },
    to: everywhere('streaming', 'idle', ...unconnected),
  },
  'autoplay refused': {
    event: { type: 'media.blocked' },
    to: everywhere('streaming', 'idle', ...unconnected),
  },
  stalled: { event: { type: 'media.stalled' }, to: {} },
  lost: { event: lost(), to: { connecting: 'holding' } },
  returned: { event: { type: 'source.returned', detail: { type: 'returned', exact: false } }, to: {} },
  'signalling lost': {
    event: { type: 'source.signalling', detail: { type: 'signalling', state: 'lost' } },
    to: {},
  },
  'signalling back': {
    event: { type: 'source.signalling', detail: { type: 'signalling', state: 'back' } },
    to: {},
  },
  'closed, clean': { event: closed(1000), to: everywhere('disconnected', ...unconnected) },
  'closed, retried': { event: closed(1012), to: everywhere('waiting', ...unconnected) },
  'closed otherwise': { event: closed(4002), to: everywhere('failed', ...unconnected) },
}

describe('status × event', () => {
  for (const [name, { event, to }] of Object.entries(rows))
    describe(name, () => {
      for (const column of all)
        it(`${column} → ${to[column] ?? 'stays'}`, () => {
          const d = columns[column]()
          expect(columnOf(d)).toBe(column)
          const runs = d.state.run
          d.send(event)
          expect(columnOf(d)).toBe(to[column] ?? column)
          if (unconnected.includes(column) && !to[column]) expect(d.state.run).toBe(runs)
          d.stop()
        })
    })
})

/** Rows of the table that are due by the clock: where each leads, and after how many ms. */
const due: { name: string; from: Column; prepare?: (d: Driven) => void; after: number; to: Column }[] = [
  { name: 'request', from: 'requesting', after: 20_000, to: 'waiting' },
  { name: 'connect', from: 'connecting', after: 20_000, to: 'waiting' },
  { name: 'attempt', from: 'attempting', after: 20_000, to: 'waiting' },
  {
    name: 'the first frame after a return',
    from: 'holding',
    after: 20_000,
    to: 'waiting',
    prepare: (d) => d.send({ type: 'source.returned', detail: { type: 'returned', exact: false } }),
  },
  {
    name: 'an exact window that means the end',
    from: 'holding',
    after: 30_000,
    to: 'disconnected',
    prepare: (d) => d.send(lost(d.now.at + 30_000)),
  },
  {
    name: 'an exact window that means a retry',
    from: 'holding',
    after: 30_000,
    to: 'waiting',
    prepare: (d) => d.send(lost(d.now.at + 30_000, 'retry')),
  },
  {
    name: 'an exact window that means a retry, unseen in a hidden tab,',
    from: 'streaming',
    after: 30_000,
    to: 'waiting',
    prepare: (d) => d.send(lost(d.now.at + 30_000, 'retry')),
  },
  {
    name: 'an exact window that means a retry, during the AFK warning,',
    from: 'idle',
    after: 10_000,
    to: 'waiting',
    prepare: (d) => d.send(lost(d.now.at + 10_000, 'retry')),
  },
  { name: 'the end of holding', from: 'holding', after: 1_800_000, to: 'failed' },
  {
    name: 'a stall without a known loss',
    from: 'streaming',
    after: 8000,
    to: 'attempting',
    prepare: (d) => d.send({ type: 'media.stalled' }),
  },
  {
    name: 'a stall while requests fail',
    from: 'streaming',
    after: 2000,
    to: 'attempting',
    prepare: (d) => {
      d.send({ type: 'source.retrying', detail: { type: 'retrying', cause: 'server', attempt: 1 } })
      d.send({ type: 'media.stalled' })
    },
  },
  {
    name: 'a stall after requests that failed and are answered again',
    from: 'streaming',
    after: 8000,
    to: 'attempting',
    prepare: (d) => {
      d.send({ type: 'source.retrying', detail: { type: 'retrying', cause: 'server', attempt: 1 } })
      d.send({ type: 'source.retrying', detail: { type: 'retrying', cause: 'server', attempt: 0 } })
      d.send({ type: 'media.stalled' })
    },
  },
  { name: 'the AFK warning', from: 'streaming', after: 120_000, to: 'idle' },
  { name: 'the AFK end', from: 'idle', after: 30_000, to: 'disconnected' },
  { name: 'the next attempt', from: 'waiting', after: 550, to: 'attempting' },
]
const withoutRuntime = [...due]
for (const column of [
  'requesting',
  'not-live',
  'connecting',
  'streaming',
  'idle',
  'holding',
  'waiting',
  'attempting',
] as const)
  due.push({
    name: 'the runtime, with its grace',
    from: column,
    after: 5001,
    to: 'disconnected',
    prepare: (d) => {
      d.now.online = false
      d.send({ type: 'limit', deadline: d.now.at + 1 })
    },
  })

describe('status × clock', () => {
  for (const { name, from, prepare, after, to } of due)
    it(`${from}: ${name} is due after ${after} ms → ${to}`, () => {
      const d = columns[from]()
      prepare?.(d)
      d.advance(after - 1)
      expect(columnOf(d)).toBe(from)
      d.advance(1)
      expect(columnOf(d)).toBe(to)
      d.stop()
    })

  for (const { name, from, prepare, after } of withoutRuntime)
    it(`${from}: the end of the runtime comes first when ${name} is due at the same time`, () => {
      const d = columns[from]()
      prepare?.(d)
      d.send({ type: 'limit', deadline: d.now.at + after - 5000 })
      d.advance(after)
      expect(d.state).toMatchObject({ status: 'disconnected', end: { code: 4004, reason: 'max-runtime' } })
      d.stop()
    })

  it('plays the buffer to its end after an exact window that means the end', () => {
    const d = columns.streaming()
    d.send(lost(d.now.at + 30_000))
    d.advance(30_000)
    expect(d.state).toMatchObject({ status: 'streaming', farEnd: { state: 'ended' } })
    d.send({ type: 'media.stalled' })
    expect(d.state).toMatchObject({ status: 'disconnected', end: { kind: 'stream-ended' } })
  })

  it('gives up after ten minutes without media, with the last code', () => {
    const d = columns.waiting()
    d.advance(599_000)
    expect(d.state.status).toBe('reconnecting' satisfies Status)
    d.advance(60_000)
    expect(d.state).toMatchObject({ status: 'failed', end: { cause: 'gave-up', kind: 'lost' } })
    expect(d.deadline()).toBeNull()
  })

  it('has no runtime deadline in the queue', () => {
    const d = columns.queued()
    d.send({ type: 'limit', deadline: d.now.at - 60_000 })
    expect(d.deadline()).toBeNull()
  })
})

describe('a session that is dry or offline', () => {
  it('reconnects at once when media runs dry while the device is offline', () => {
    const d = columns.streaming()
    d.now.online = false
    d.send({ type: 'alarm' })
    expect(d.state.status).toBe('streaming')
    d.send({ type: 'media.stalled' })
    expect(d.state).toMatchObject({
      status: 'reconnecting',
      reconnect: { mode: 'retrying', cause: 'network' },
    })
  })

  it('reconnects at once when the device goes offline while media is dry', () => {
    const d = columns.streaming()
    d.send({ type: 'media.stalled' })
    d.now.online = false
    d.send({ type: 'alarm' })
    expect(columnOf(d)).toBe('attempting')
  })

  it('suspends the pause while offline, and tries at once when online', () => {
    const d = columns.waiting()
    d.now.online = false
    d.send({ type: 'alarm' })
    expect(d.state.reconnect?.nextAttemptAt).toBeNull()
    d.advance(29_999)
    expect(columnOf(d)).toBe('waiting')
    d.now.online = true
    d.send({ type: 'alarm' })
    expect(columnOf(d)).toBe('attempting')
  })

  it('gives the living connection its full time again when the network is back', () => {
    const d = columns.streaming()
    d.now.online = false
    d.send({ type: 'media.stalled' })
    d.advance(29_999)
    d.now.online = true
    d.send({ type: 'alarm' })
    expect(columnOf(d)).toBe('attempting')
    expect(d.connections).toHaveLength(1)
    d.send({ type: 'media.playing' })
    expect(columnOf(d)).toBe('streaming')
  })

  it('tries every 30 s while the browser says that it is offline', () => {
    const d = columns.waiting()
    d.now.online = false
    d.send({ type: 'alarm' })
    d.advance(30_000)
    expect(columnOf(d)).toBe('attempting')
    // The attempt gets its full time as well.
    d.advance(29_999)
    expect(columnOf(d)).toBe('attempting')
    d.advance(1)
    expect(columnOf(d)).toBe('waiting')
    d.advance(30_000)
    expect(columnOf(d)).toBe('attempting')
    d.send({ type: 'media.first-frame' })
    expect(columnOf(d)).toBe('streaming')
  })

  it('replaces a dry connection after 30 s offline', () => {
    const d = columns.streaming()
    d.now.online = false
    d.send({ type: 'media.stalled' })
    d.advance(30_000)
    expect(columnOf(d)).toBe('waiting')
    d.advance(30_000)
    expect(d.connections).toHaveLength(2)
  })

  it('asks for signalling 30 s later than it would online', () => {
    const d = columns.streaming()
    d.now.online = false
    d.send({ type: 'source.signalling', detail: { type: 'signalling', state: 'lost' } })
    d.advance(30_000)
    expect(d.controlRequests).toBe(0)
    d.advance(1000)
    expect(d.controlRequests).toBe(1)
  })
})

describe('a clock jump', () => {
  const hour = 3_600_000

  it.each([
    ['requesting', 20_000],
    ['connecting', 20_000],
    ['waiting', 15_000],
    ['attempting', 20_000],
    ['streaming', 120_000],
    ['idle', 30_000],
    ['holding', 60_000],
  ] as const)('back does not lengthen the wait of %s, max %d ms', (from, maxMs) => {
    const d = columns[from]()
    const wait = d.deadline()! - d.now.at
    d.jump(-hour)
    expect(columnOf(d)).toBe(from)
    expect(d.deadline()! - d.now.at).toBe(wait)
    expect(wait).toBeLessThanOrEqual(maxMs)
  })

  it('back moves the times that are shown', () => {
    const d = reach({ type: 'start' })
    const queued = { type: 'queued', position: 2, offer: { expiresInMs: 30_000 } } as const
    d.send({ type: 'source.queued', detail: queued })
    d.send({ type: 'limit', deadline: d.now.at + 60_000 })
    const { at } = d.now
    d.jump(-hour)
    expect(d.state.queue).toMatchObject({ joinedAt: at - hour, offer: { deadline: at - hour + 30_000 } })
    expect(d.state.runtime).toEqual({ deadline: at - hour + 60_000 })
    d.send({ type: 'source.not-live', detail: { type: 'not-live', reason: 'not-started', startsAt: at } })
    d.jump(-hour)
    // The start of a broadcast is set by the broadcaster, not by the local clock.
    expect(d.state.notLive?.startsAt).toBe(at)
  })

  it('back does not delay the next attempt at signalling', () => {
    const d = columns.streaming()
    d.send({ type: 'source.signalling', detail: { type: 'signalling', state: 'lost' } })
    d.jump(-hour)
    d.advance(549)
    expect(d.controlRequests).toBe(0)
    d.advance(1)
    expect(d.controlRequests).toBe(1)
  })

  it('back does not change the duration of a session', () => {
    const d = columns.streaming()
    d.advance(5000)
    d.jump(-hour)
    d.send({ type: 'leave' })
    expect(d.state.end?.durationMs).toBe(5000)
  })

  it.each([
    ['waiting', hour],
    ['waiting', 24 * hour],
    ['attempting', hour],
  ] as const)('ahead in %s, by %d ms, leads to an attempt before the session gives up', (from, ms) => {
    const d = columns[from]()
    const before = d.connections.length
    d.jump(ms)
    d.advance(15_000)
    expect(d.connections.length).toBe(before + 1)
    expect(columnOf(d)).toBe('attempting')
  })

  it('ahead leaves one attempt to a session that had no time left, and no more', () => {
    const d = columns.waiting()
    while (d.now.at < 1_000_000 + 599_000) d.advance(1000)
    expect(d.state.status).toBe('reconnecting' satisfies Status)
    const before = d.connections.length
    d.jump(hour)
    d.advance(34_999)
    expect(d.connections.length).toBeGreaterThan(before)
    expect(d.state.status).toBe('reconnecting' satisfies Status)
    d.advance(1)
    expect(d.state).toMatchObject({ status: 'failed', end: { cause: 'gave-up' } })
  })

  it('ahead gives a stall and a wait for an encoder their full time', () => {
    const stalled = columns.streaming()
    stalled.now.attended = false
    stalled.send({ type: 'media.stalled' })
    stalled.jump(hour)
    expect(columnOf(stalled)).toBe('streaming')
    stalled.advance(8000)
    expect(columnOf(stalled)).toBe('attempting')
    stalled.advance(19_999)
    expect(columnOf(stalled)).toBe('attempting')
    const holding = columns.holding()
    holding.jump(hour)
    expect(columnOf(holding)).toBe('holding')
    holding.advance(1_800_000)
    expect(holding.state).toMatchObject({ status: 'failed', end: { cause: 'timeout' } })
  })

  it.each([
    ['idle', 'disconnected'],
    ['requesting', 'waiting'],
    ['connecting', 'waiting'],
  ] as const)('ahead moves %s to %s when its deadline has passed', (from, to) => {
    const d = columns[from]()
    d.jump(hour)
    expect(columnOf(d)).toBe(to)
  })
})

describe('media that stalls soon after it came back', () => {
  it.each([
    [9999, 2],
    [10_000, 1],
  ])('and then plays for %i ms leads to attempt number %i', (ms, attempt) => {
    const d = columns.attempting()
    d.send({ type: 'media.first-frame' })
    d.advance(5000)
    d.send({ type: 'media.stalled' })
    d.advance(4000)
    d.send({ type: 'media.playing' })
    d.advance(ms)
    d.send(closed(1006))
    expect(d.state.reconnect?.attempt).toBe(attempt)
  })
})

describe('signalling that is lost before the first frame', () => {
  it('is asked for again during an attempt', () => {
    const d = columns.attempting()
    d.send({ type: 'source.assigned', detail: { type: 'assigned' } })
    d.send({ type: 'source.signalling', detail: { type: 'signalling', state: 'lost' } })
    expect(d.state.signalling).toBe('lost')
    d.advance(1000)
    expect(d.controlRequests).toBe(1)
    expect(columnOf(d)).toBe('attempting')
  })

  it('is asked for only once until the source answers', () => {
    const d = columns.attempting()
    d.send({ type: 'source.signalling', detail: { type: 'signalling', state: 'lost' } })
    d.advance(15_000)
    expect(d.controlRequests).toBe(1)
    d.send({ type: 'source.signalling', detail: { type: 'signalling', state: 'back' } })
    expect(d.state.signalling).toBe('connected')
  })
})

describe('signalling that is back and lost again', () => {
  const turn = (d: Driven, state: 'lost' | 'back') =>
    d.send({ type: 'source.signalling', detail: { type: 'signalling', state } })
  const askedAfter = (d: Driven) => {
    const asked = d.controlRequests
    const from = d.now.at
    turn(d, 'lost')
    while (d.controlRequests === asked) d.advance(50)
    return d.now.at - from
  }

  it('is asked for after a longer pause each time, until it was stable for 10 s', () => {
    const d = columns.streaming()
    const waits = Array.from({ length: 6 }, () => {
      const wait = askedAfter(d)
      turn(d, 'back')
      d.advance(9999)
      return wait
    })
    expect(waits).toEqual([550, 1100, 2200, 4400, 8250, 8250])
    d.advance(1)
    expect(askedAfter(d)).toBe(550)
  })

  it('is asked for after a longer pause each time, also when each loss brings another place', () => {
    const d = columns.streaming()
    const waits = Array.from({ length: 4 }, () => {
      const wait = askedAfter(d)
      turn(d, 'back')
      d.send({ type: 'source.assigned', detail: { type: 'assigned', replaced: true } })
      return wait
    })
    expect(waits).toEqual([550, 1100, 2200, 4400])
  })

  it('is asked for again before the kept place expires', () => {
    const d = columns.streaming()
    d.send({
      type: 'source.assigned',
      detail: { type: 'assigned', resumeToken: 'token', resumeWindowMs: 15_000 },
    })
    d.now.chance = 0.999
    for (let turns = 0; turns < 6; turns++) {
      expect(askedAfter(d)).toBeLessThanOrEqual(7500)
      turn(d, 'back')
    }
    // The second attempt still comes in the window of the same loss. After the window there is no hurry.
    askedAfter(d)
    expect(askedAfter(d)).toBeLessThanOrEqual(3800)
    askedAfter(d)
    askedAfter(d)
    expect(askedAfter(d)).toBeGreaterThan(14_900)
  })

  it('is asked for max 45 times a minute, whatever the random numbers', () => {
    const d = columns.streaming()
    d.now.chance = 0
    for (const until = d.now.at + 60_000; d.now.at < until;) {
      askedAfter(d)
      turn(d, 'back')
    }
    expect(d.controlRequests).toBeLessThanOrEqual(45)
  })
})

describe('a watched stream that ends at each connection', () => {
  const ends = { type: 'source.closed', detail: { type: 'closed', code: 1000, reason: 'ended' } } as const
  const opened = (d: Driven, ms: number, show: boolean) => {
    const from = d.connections.length
    for (const until = d.now.at + ms; d.now.at < until; d.advance(50)) {
      if (!d.connections.at(-1)?.open) continue
      if (show) d.send({ type: 'media.first-frame' })
      d.send(ends)
    }
    return d.connections.slice(from).map(({ input }) => input.intent)
  }

  it('is tried again with growing pauses', () => {
    const d = driveMachine({}, { watchesEnds: true })
    d.send({ type: 'start' })
    const intents = opened(d, 60_000, false)
    expect(intents.length).toBeGreaterThanOrEqual(8)
    expect(intents.length).toBeLessThanOrEqual(12)
    expect(new Set(intents)).toEqual(new Set(['watch']))
  })

  it('is not tried again at once when it shows a picture each time', () => {
    const d = driveMachine({}, { watchesEnds: true })
    d.send({ type: 'start' })
    expect(opened(d, 60_000, true).length).toBeLessThanOrEqual(40)
  })
})

describe('another worker while the first one streams', () => {
  const replaced: Bare = {
    type: 'source.assigned',
    detail: { type: 'assigned', resumeToken: 'next', replaced: true },
  }

  it('leads to connecting, and to streaming with its first frame', () => {
    const d = columns.streaming()
    d.send(lost())
    d.send(replaced)
    expect(d.state).toMatchObject({
      status: 'connecting',
      playback: 'loading',
      connecting: { step: 'place' },
      farEnd: { state: 'present' },
    })
    expect(d.snapshot.context).toMatchObject({ token: 'next', hasPicture: false })
    d.send({ type: 'media.playing' })
    expect(d.state.status).toBe('connecting')
    d.send({ type: 'media.first-frame' })
    expect(d.state).toMatchObject({ status: 'streaming', playback: 'playing' })
    expect(d.connections).toHaveLength(1)
  })

  it('is asked for over a new connection when it shows nothing in time', () => {
    const d = columns.streaming()
    d.send(replaced)
    d.advance(20_000)
    expect(columnOf(d)).toBe('waiting')
    d.send({ type: 'retry' })
    expect(d.connections.at(-1)?.input.resumeToken).toBe('next')
  })

  it('gets the full connect time, whatever the first one used of its own', () => {
    const d = columns.connecting()
    d.advance(15_000)
    d.send(replaced)
    d.advance(15_000)
    expect(columnOf(d)).toBe('connecting')
  })
})

describe('a place in the queue with a resume token', () => {
  const queued = (resume: object): Bare => ({
    type: 'source.queued',
    detail: { type: 'queued', position: 2, ...resume },
  })

  it('is asked for again with its token, and shows until when it is kept', () => {
    const d = reach({ type: 'start' }, queued({ resumeToken: 'place', resumeWindowMs: 5000 }))
    d.send(closed(1006))
    expect(d.state.reconnect?.heldUntil).toBe(d.now.at + 5000)
    d.send({ type: 'retry' })
    expect(d.connections.at(-1)?.input.resumeToken).toBe('place')
  })

  it('is not kept longer after a failed attempt', () => {
    const d = reach({ type: 'start' }, queued({ resumeToken: 'place', resumeWindowMs: 60_000 }))
    const until = d.now.at + 60_000
    for (let attempts = 0; attempts < 3; attempts++) {
      d.send(closed(1006))
      expect(d.state.reconnect?.heldUntil).toBe(until)
      d.advance(5000)
      expect(columnOf(d)).toBe('attempting')
    }
  })

  it('keeps its token through updates without one, until a worker brings another', () => {
    const d = reach({ type: 'start' }, queued({ resumeToken: 'place', resumeWindowMs: 5000 }), queued({}))
    expect(d.snapshot.context).toMatchObject({ token: 'place', resumeWindowMs: 5000 })
    d.send({ type: 'source.assigned', detail: { type: 'assigned', resumeToken: 'worker' } })
    expect(d.snapshot.context.token).toBe('worker')
  })

  it('is forgotten when the server no longer knows it', () => {
    const d = reach({ type: 'start' }, queued({ resumeToken: 'place', resumeWindowMs: 5000 }))
    d.send(closed(4007))
    d.send({ type: 'retry' })
    expect(d.connections.at(-1)?.input.resumeToken).toBeNull()
  })
})
