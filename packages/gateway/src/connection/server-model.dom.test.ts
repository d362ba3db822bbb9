import { createSession, type EndInfo } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeSockets, settled } from '../channel/fake-socket.fixture.ts'
import { connectionModule, gateway } from '../gateway.ts'
import { quietMedia } from './quiet-media.fixture.ts'
import { ServerModel } from './server-model.fixture.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

beforeEach(() => {
  quietMedia()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => document.body.replaceChildren())

function world() {
  const environment = manualEnvironment()
  const sockets = fakeSockets()
  const { source, script: media } = scriptedSource()
  const session = createSession({
    source: gateway('wss://play.example.com', {
      app: 'showroom',
      media: { scripted: () => source },
      WebSocket: sockets.WebSocket,
    }),
    environment,
    autoStart: false,
  })
  const ends: EndInfo[] = []
  session.on('ended', (end) => ends.push(end))
  const container = document.body.appendChild(document.createElement('div'))
  session.attach({ container })
  const server = new ServerModel(sockets, environment.now)
  return { environment, sockets, media, session, ends, server }
}
type World = ReturnType<typeof world>

const neverRetried = [1000, 1003, 1008, 1011, 4000, 4001, 4002, 4003, 4004, 4006, 4100, 4567]
const losses = [1001, 1005, 1006, 1012, 1013]

interface Step {
  readonly name: string
  /** The viewer starts or retries, so an ended session may begin a new run. */
  readonly acts?: boolean
  run(world: World): void
}
const step = (name: string, run: Step['run'], acts = false): Step => ({ name, run, acts })

/** Time passes in pieces, with pings from a server that is alive. */
const passes = (ms: number, alive: boolean) =>
  step(`${ms} ms pass${alive ? '' : ' in silence'}`, ({ environment, server }) => {
    for (let left = ms; left > 0; left -= 2500) {
      environment.advance(Math.min(left, 2500))
      if (alive) server.pingAll()
    }
  })

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(step('server answers', ({ server }) => server.answerAll())) },
  { weight: 4, arbitrary: fc.constant(step('promotes', ({ server }) => server.promote())) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      step('first frame', ({ media }) => {
        media.connections
          .at(-1)
          ?.emit({ type: 'media', state: 'first-frame' }, { type: 'media', state: 'playing' })
      }),
      step('stalls', ({ media }) => media.connections.at(-1)?.emit({ type: 'media', state: 'stalled' })),
      step('media fails', ({ media }) => media.connections.at(-1)?.emit({ type: 'closed', code: 1006 })),
      step('media ends', ({ media }) =>
        media.connections.at(-1)?.emit({ type: 'closed', code: 1000, reason: 'ended' }),
      ),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      step('refuses', ({ server }) => server.refuseAll()),
      step('requeues', ({ server }) => server.requeue()),
      step('offers', ({ server }) => server.offer()),
      step('drains', ({ server }) => server.say({ type: 'draining', withinMs: 4000 })),
      step('limits', ({ server }) => server.say({ type: 'limit', remainingMs: 30_000 })),
      step('lifts the limit', ({ server }) => server.say({ type: 'limit', remainingMs: null })),
      step('asks to wait', ({ server }) => server.say({ type: 'closing', retryAfterMs: 3000 })),
      step('an invalid message', ({ sockets }) =>
        sockets.made.at(-1)?.frame('{"type":"queued","position":-1}'),
      ),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...losses)
      .map((code) => step(`socket lost with ${code}`, ({ server }) => server.close(code, '', true))),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...neverRetried, 4005, 4007)
      .map((code) => step(`closes with ${code}`, ({ server }) => server.close(code, '', false))),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      step('start', ({ session }) => session.start(), true),
      step('retry', ({ session }) => session.retry(), true),
      step('leave', ({ session, environment }) => {
        session.leave()
        environment.advance(0)
      }),
      step('give up', ({ session }) => session.giveUp()),
      step('accept', ({ session }) => session.acceptOffer()),
      step('decline', ({ session }) => session.declineOffer()),
      step('input', ({ environment }) => environment.input()),
      step('message', ({ session }) => void session.send({ any: 'thing' })),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 100, 1000, 2500, 7000, 30_000), fc.boolean())
      .map(([ms, alive]) => passes(ms, alive)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      step('sleeps a minute', ({ environment }) => environment.sleep(60_000)),
      step('the clock is set back', ({ environment }) => environment.sleep(-20_000)),
      step('offline', ({ environment }) => environment.setOnline(false)),
      step('online', ({ environment }) => environment.setOnline(true)),
      step('hidden', ({ environment }) => environment.setVisible(false)),
      step('visible', ({ environment }) => environment.setVisible(true)),
    ),
  },
)

function check(
  t: World,
  before: { run: number; end: EndInfo | null; sockets: number; connected: boolean },
  { name, acts }: Step,
) {
  const state = t.session.getState()
  const openMedia = t.media.connections.filter(({ closed }) => !closed).length
  // Each end may have one more socket, to release the place.
  const more = t.ends.length
  expect(t.sockets.open.length).toBeLessThanOrEqual(2 + more)
  expect(openMedia).toBeLessThanOrEqual(1)
  // One end per run, and the first one stays.
  expect(t.ends.length).toBeLessThanOrEqual(state.run)
  if (before.end && before.run === state.run) expect(state.end).toBe(before.end)
  if (state.end || state.status === 'ready') {
    expect(t.sockets.open.length, 'no other socket after an end').toBeLessThanOrEqual(more)
    expect(openMedia, 'no media after an end').toBe(0)
    if (t.sockets.open.length === 0) expect(t.environment.timers, 'no timer after an end').toBe(0)
    if (before.end && !acts) expect(t.sockets.made.length, 'no attempt after an end').toBe(before.sockets)
  }
  // After a sleep, overdue timers run first and may close the socket. Then the release uses another socket.
  const givesBack = t.sockets.open.some(({ readyState }) => readyState === 0)
  if (name === 'leave' && before.connected && !givesBack)
    expect(t.server.place, 'the place is free').toBeNull()
  if (state.status === 'queued') expect(openMedia, 'no media in the queue').toBe(0)
}

describe('any sequence of server, network, viewer and clock events', () => {
  it('leads to one end per run, no attempt after it, and nothing open', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 50 }), async (sequence) => {
        const t = world()
        t.session.start()
        await settled()
        try {
          for (const next of sequence) {
            const { run, end } = t.session.getState()
            const before = {
              run,
              end,
              sockets: t.sockets.made.length,
              connected: t.server.place?.socket?.isOpen === true,
            }
            next.run(t)
            await settled()
            t.server.look()
            await settled()
            check(t, before, next)
            seen.add(t.session.getState().status)
          }
        } finally {
          t.session.destroy()
        }
        await settled()
        t.server.look()
        // A release waits 20 s for a gateway that does not answer.
        t.environment.advance(20_000)
        expect(t.sockets.open).toEqual([])
        expect(t.environment.timers).toBe(0)
        expect(t.environment.listeners).toBe(0)
        expect(t.media.connections.every(({ closed }) => closed !== null)).toBe(true)
        const made = t.sockets.made.length
        t.environment.advance(600_000)
        await settled()
        expect(t.sockets.made).toHaveLength(made)
      }),
      { numRuns: 400 },
    )
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'connecting',
        'disconnected',
        'failed',
        'queued',
        'reconnecting',
        'requesting',
        'streaming',
      ]),
    )
  }, 60_000)

  it.each(neverRetried)(
    'that ends with %i leads to no attempt, in the queue or with a worker',
    async (code) => {
      for (const withWorker of [false, true]) {
        const t = world()
        t.session.start()
        await settled()
        t.server.answerAll()
        if (withWorker) {
          t.server.promote()
          t.media.emit({ type: 'media', state: 'first-frame' }, { type: 'media', state: 'playing' })
        }
        t.server.close(code, '', false)
        const made = t.sockets.made.length
        t.environment.advance(3_600_000)
        t.environment.setOnline(false)
        t.environment.setOnline(true)
        await settled()
        expect(t.sockets.made).toHaveLength(made)
        expect(t.session.getState().end).toMatchObject({ code })
        t.session.destroy()
      }
    },
  )
})

describe('a session of the gateway', () => {
  const streaming = async () => {
    const t = world()
    t.session.start()
    await settled()
    t.server.answerAll()
    t.server.promote()
    t.media.emit({ type: 'media', state: 'first-frame' }, { type: 'media', state: 'playing' })
    return t
  }

  it('keeps streaming while signalling is lost, and reconnects it with its backoff', async () => {
    const t = await streaming()
    t.server.close(1006, '', true)
    expect(t.session.getState()).toMatchObject({ status: 'streaming', signalling: 'lost' })
    t.environment.advance(500)
    await settled()
    t.server.refuseAll()
    expect(t.session.getState()).toMatchObject({ status: 'streaming', signalling: 'lost' })
    t.environment.advance(1000)
    await settled()
    t.server.answerAll()
    expect(t.session.getState()).toMatchObject({ status: 'streaming', signalling: 'connected' })
    expect(t.media.connections).toHaveLength(1)
    t.session.destroy()
    t.server.look()
    expect(t.server.place).toBeNull()
  })

  it('keeps streaming from the same worker when its socket is killed 100 times at random times', async () => {
    const t = await streaming()
    const worker = t.server.place?.worker
    let chance = 1
    const next = () => (chance = (chance * 16_807) % 2_147_483_647) / 2_147_483_647
    for (let kills = 0; kills < 100; kills++) {
      t.server.close(1006, '', true)
      // It is killed again max twice: before it is open, or just after its request was answered.
      for (let again = Math.floor(next() * 3); again > 0; again--) {
        t.environment.advance(1000 * next())
        await settled()
        if (next() < 0.5) t.server.refuseAll()
        else {
          t.server.answerAll()
          t.server.close(1006, '', true)
        }
      }
      for (let waits = 0; t.session.getState().signalling === 'lost' && waits < 50; waits++) {
        t.environment.advance(100)
        await settled()
        t.server.answerAll()
      }
      expect(t.session.getState()).toMatchObject({ status: 'streaming', signalling: 'connected' })
      expect(t.server.place?.worker).toBe(worker)
      t.environment.input()
    }
    expect(t.media.connections).toHaveLength(1)
    t.session.destroy()
  })

  it('asks for a new place when the resume window has passed', async () => {
    const t = await streaming()
    t.server.close(1006, '', true)
    t.environment.sleep(10_000)
    t.environment.advance(1000)
    await settled()
    t.server.answerAll()
    expect(t.session.getState()).toMatchObject({ status: 'reconnecting', reconnect: { code: 4007 } })
    t.environment.advance(1000)
    await settled()
    t.server.answerAll()
    expect(t.session.getState().status).toBe('queued')
    t.session.destroy()
  })

  it('releases its place at once when the viewer leaves', async () => {
    const t = await streaming()
    t.session.leave()
    t.environment.advance(0)
    t.server.look()
    expect(t.session.getState().end).toMatchObject({ kind: 'left', code: 1000 })
    expect(t.server.place).toBeNull()
    expect(t.sockets.last.closedBy).toEqual({ code: 1000, reason: 'left' })
    t.session.destroy()
  })

  it('ends with 4004 when the viewer is inactive, releases its place, and stays ended', async () => {
    const t = await streaming()
    for (let second = 0; second < 160; second++) {
      t.environment.advance(1000)
      t.server.pingAll()
    }
    t.server.look()
    expect(t.session.getState().end).toMatchObject({ code: 4004, kind: 'afk' })
    expect(t.server.place).toBeNull()
    expect(t.sockets.last.closedBy).toEqual({ code: 4004, reason: 'afk' })
    t.session.destroy()
  })
})
