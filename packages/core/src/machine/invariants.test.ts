import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getShortestPaths } from 'xstate/graph'
import { defaultPolicies } from '../policies/policies.ts'
import { projectState, statusOf } from '../session/project-state.ts'
import { statuses } from '../session/state.ts'
import { type DeadlineName, deadlineOf, deadlines } from './deadlines.ts'
import { type Bare, type Driven, driveMachine } from './drive-machine.fixture.ts'
import type { Now, SessionEvent } from './events.ts'
import { sessionMachine } from './machine.ts'

const cause = fc.constantFrom('network', 'far-end', 'server', 'decoder') as fc.Arbitrary<
  'network' | 'far-end' | 'server' | 'decoder'
>
const codes = [
  1000, 1001, 1003, 1005, 1006, 1008, 1011, 1012, 1013, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4100,
  4999,
]
const ms = fc.integer({ min: 0, max: 200_000 })

/** A loss that begins when it is reported. */
interface Loss {
  readonly lost: { readonly windowMs: number; readonly exact: boolean; readonly onDeadline: 'end' | 'retry' }
}

/** Anything that a source, a viewer, a player or the surroundings can do at any time. */
const step: fc.Arbitrary<Bare | Loss | { clock: number } | { jump: number } | { now: Partial<Now> }> =
  fc.oneof(
    fc.constantFrom<Bare>(
      { type: 'start' },
      { type: 'retry' },
      { type: 'watch' },
      { type: 'leave' },
      { type: 'give-up' },
      { type: 'stay' },
      { type: 'activity' },
      { type: 'media.first-frame' },
      { type: 'media.playing' },
      { type: 'media.paused' },
      { type: 'media.stalled' },
      { type: 'media.blocked' },
      { type: 'source.ending', detail: { type: 'ending' } },
      { type: 'source.returned', detail: { type: 'returned', exact: true } },
      { type: 'source.returned', detail: { type: 'returned', exact: false } },
      { type: 'source.signalling', detail: { type: 'signalling', state: 'lost' } },
      { type: 'source.signalling', detail: { type: 'signalling', state: 'back' } },
      { type: 'source.progress', detail: { type: 'progress', step: 'transport' } },
      { type: 'source.afk', detail: { type: 'afk', remainingMs: null } },
      { type: 'source.limit', detail: { type: 'limit', remainingMs: null } },
    ),
    fc
      .constantFrom(...codes)
      .map((code): Bare => ({ type: 'source.closed', detail: { type: 'closed', code } })),
    fc
      .record({ position: fc.nat(500), offer: fc.option(fc.record({ expiresInMs: ms }), { nil: undefined }) })
      .map(({ position, offer }): Bare => ({
        type: 'source.queued',
        detail: { type: 'queued', position, ...(offer && { offer }) },
      })),
    fc.constantFrom('not-started', 'empty', 'ended').map((reason): Bare => ({
      type: 'source.not-live',
      detail: { type: 'not-live', reason: reason as 'empty' },
    })),
    fc.boolean().map((token): Bare => ({
      type: 'source.assigned',
      detail: { type: 'assigned', ...(token && { resumeToken: 'token', resumeWindowMs: 60_000 }) },
    })),
    fc.tuple(ms, fc.boolean(), fc.boolean()).map(([windowMs, exact, ends]): Loss => ({
      lost: { windowMs, exact, onDeadline: ends ? 'end' : 'retry' },
    })),
    cause.map((cause): Bare => ({ type: 'source.stalled', detail: { type: 'stalled', cause } })),
    fc.tuple(cause, fc.nat(20)).map(([cause, attempt]): Bare => ({
      type: 'source.retrying',
      detail: { type: 'retrying', cause, attempt },
    })),
    ms.map((remainingMs): Bare => ({ type: 'source.afk', detail: { type: 'afk', remainingMs } })),
    ms.map((remainingMs): Bare => ({ type: 'source.limit', detail: { type: 'limit', remainingMs } })),
    ms.map((clock) => ({ clock })),
    fc.integer({ min: -86_400_000, max: 86_400_000 }).map((jump) => ({ jump })),
    fc.record({ online: fc.boolean() }).map((now) => ({ now })),
    fc.record({ visible: fc.boolean() }).map((now) => ({ now })),
    fc.boolean().map((attached) => ({ now: { attached, attended: attached } })),
  )

const neverRetried = new Set([1000, 1003, 1008, 1011, 4000, 4001, 4002, 4003, 4004, 4006, 4100, 4999])

function check(
  d: Driven,
  former: ReturnType<typeof projectState>,
  event: Bare | null,
  wasConnected: boolean,
) {
  const { state } = d
  const open = d.connections.filter((connection) => connection.open).length
  const connected = d.snapshot.matches({ lifecycle: 'connected' })
  expect(open).toBe(connected ? 1 : 0)
  expect(statuses).toContain(state.status)
  expect(d.snapshot.tags.size).toBe(1)

  const owned = {
    queue: 'queued',
    notLive: 'not-live',
    connecting: 'connecting',
    afk: 'idle',
    reconnect: 'reconnecting',
  }
  for (const [field, status] of Object.entries(owned))
    expect(state[field as 'queue'] !== null, `${field} in ${state.status}`).toBe(state.status === status)
  expect(state.end !== null).toBe(state.status === 'disconnected' || state.status === 'failed')

  if (state.end) {
    expect(d.deadline(), 'nothing is waited for after an end').toBeNull()
    expect(d.snapshot.context.token).toBeNull()
    // First wins: within a run an end does not change.
    if (former.end && former.run === state.run) expect(state.end).toBe(former.end)
  }
  if (event?.type === 'source.closed' && neverRetried.has(event.detail.code) && wasConnected)
    expect(state.status).not.toBe('reconnecting')
  if (state.reconnect && former.reconnect && state.reconnect.mode === former.reconnect.mode)
    if (d.snapshot.matches({ lifecycle: 'waiting' })) expect(state.reconnect.attempt).toBeGreaterThan(0)
  expect(state.run - former.run).toBeGreaterThanOrEqual(0)
  // A deadline that has passed must have been handled.
  const next = d.deadline()
  if (event === null && next !== null) expect(next).toBeGreaterThan(d.now.at)
}

/** Max length of each wait, ms, from the defaults and from the steps above. */
const maxWaitMs: Readonly<Record<DeadlineName, number>> = {
  request: 20_000,
  connect: 20_000,
  attempt: 30_000,
  offer: 200_000,
  stable: 10_000,
  stall: 8000,
  farEnd: 200_000,
  hold: 1_800_000,
  returned: 20_000,
  signalling: 45_000,
  afkWarning: 120_000,
  afkEnd: 200_000,
  runtime: 205_000,
  nextAttempt: 30_000,
  giveUp: 600_000,
}

function checkWaits(d: Driven) {
  for (const meta of Object.values(d.snapshot.getMeta()) as ({ deadlines: DeadlineName[] } | undefined)[])
    for (const name of meta?.deadlines ?? []) {
      const deadline = deadlines[name](d.snapshot.context, d.now)
      // Asserted only on failure: an assertion for each wait takes longer than the machine.
      if (deadline !== null && deadline - d.now.at > maxWaitMs[name])
        expect.fail(`${name} is ${deadline - d.now.at} ms away, max ${maxWaitMs[name]} ms`)
    }
}

describe('any sequence of events', () => {
  it('keeps the invariants of a session', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const d = driveMachine()
        d.send({ type: 'start' })
        for (const next of steps) {
          const former = d.state
          const wasConnected = d.snapshot.matches({ lifecycle: 'connected' })
          if ('clock' in next) d.advance(next.clock)
          else if ('jump' in next) d.jump(next.jump)
          else if ('lost' in next) {
            const { windowMs, exact, onDeadline } = next.lost
            const since = d.now.at
            const detail = { type: 'lost', since, deadline: since + windowMs, exact, onDeadline } as const
            d.send({ type: 'source.lost', detail })
          } else if ('now' in next) {
            Object.assign(d.now, next.now)
            d.advance(0)
            d.send({ type: 'alarm' })
          } else d.send(next)
          check(d, former, 'type' in next || 'lost' in next ? (next as Bare) : null, wasConnected)
          checkWaits(d)
        }
        d.stop()
        expect(d.connections.every((connection) => !connection.open)).toBe(true)
      }),
      { numRuns: 800 },
    )
  })

  it('counts attempts until media or a place is stable', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(1001, 1005, 1006, 1012, 1013), { minLength: 1, maxLength: 20 }),
        (drops) => {
          const d = driveMachine()
          d.send({ type: 'start' })
          let attempts = 0
          for (const code of drops) {
            d.send({ type: 'source.closed', detail: { type: 'closed', code } })
            expect(d.state.reconnect).toMatchObject({ mode: 'retrying', attempt: attempts + 1, code })
            d.send({ type: 'retry' })
            expect(d.state.reconnect?.attempt).toBe(++attempts)
            expect(d.connections.at(-1)?.input).toMatchObject({ intent: 'retry', attempt: attempts })
          }
          d.send({ type: 'media.first-frame' })
          d.advance(10_000)
          d.send({ type: 'source.closed', detail: { type: 'closed', code: 1006 } })
          expect(d.state.reconnect?.attempt).toBe(1)
        },
      ),
    )
  })

  it('makes an attempt after a sleep before it gives up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 3000, max: 86_400_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (pauses, asleepMs, chance) => {
          const d = driveMachine()
          d.now.chance = chance
          d.send({ type: 'start' })
          d.send({ type: 'source.closed', detail: { type: 'closed', code: 1006 } })
          for (const pause of pauses) {
            d.advance(pause)
            if (d.snapshot.matches({ lifecycle: 'connected' }))
              d.send({ type: 'source.closed', detail: { type: 'closed', code: 1006 } })
          }
          if (d.state.end) return
          const before = d.connections.length
          d.jump(asleepMs)
          d.advance(15_000)
          expect(d.connections.length).toBeGreaterThan(before)
          expect(d.state.status).toBe('reconnecting')
        },
      ),
      { numRuns: 300 },
    )
  })

  it('spreads attempts over the last nine tenths of a delay that doubles up to its cap', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(12),
        (chance, drops) => {
          const d = driveMachine()
          d.now.chance = chance
          d.send({ type: 'start' })
          for (let i = 0; i < drops; i++) {
            d.send({ type: 'source.closed', detail: { type: 'closed', code: 1006 } })
            d.send({ type: 'retry' })
          }
          d.send({ type: 'source.closed', detail: { type: 'closed', code: 1006 } })
          const delay = (d.state.reconnect?.nextAttemptAt ?? NaN) - d.now.at
          expect(delay).toBeCloseTo((0.1 + 0.9 * chance) * Math.min(15_000, 1000 * 2 ** drops), 6)
        },
      ),
    )
  })
})

describe('the graph of the machine', () => {
  it('has a path to every status', () => {
    const now: Now = { at: 1000, chance: 0.5, online: true, visible: true, attached: true, attended: true }
    const late = { ...now, at: 1_000_000 }
    const events = [
      { type: 'start', now },
      { type: 'leave', now },
      { type: 'media.first-frame', now },
      { type: 'source.queued', now, detail: { type: 'queued', position: 1 } },
      { type: 'source.not-live', now, detail: { type: 'not-live', reason: 'empty' } },
      { type: 'source.assigned', now, detail: { type: 'assigned' } },
      { type: 'source.closed', now, detail: { type: 'closed', code: 1006 } },
      { type: 'source.closed', now, detail: { type: 'closed', code: 4002 } },
      { type: 'alarm', now: late },
    ] as SessionEvent[]
    const paths = getShortestPaths(sessionMachine, {
      input: {
        port: { open: () => () => {}, pause: () => () => {}, askControl() {} },
        policies: defaultPolicies,
        watchesEnds: false,
      },
      events,
      serializeState: (snapshot) => JSON.stringify(snapshot.value),
      limit: 5000,
    })
    const reached = new Set(paths.map((path) => statusOf(path.state as never)))
    expect([...reached].sort()).toEqual([...statuses].sort())
    for (const { state } of paths) deadlineOf(state as never, now)
  })
})
