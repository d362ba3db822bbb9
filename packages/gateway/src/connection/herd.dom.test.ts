import { createSession, type Session } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { assigned, type FakeSocket, fakeSockets, queued, settled } from '../channel/fake-socket.fixture.ts'
import { connectionModule, gateway } from '../gateway.ts'
import type { ServerMessage } from '../protocol/server-messages.ts'
import { quietMedia } from './quiet-media.fixture.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

beforeEach(quietMedia)

const clients = 200

/** Random numbers in a fixed order. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function herd(...messages: readonly ServerMessage[]) {
  const environment = Object.assign(manualEnvironment(), { random: seeded(7) })
  const made: { readonly socket: FakeSocket; readonly at: number }[] = []
  const sockets = fakeSockets((socket) => made.push({ socket, at: environment.now() }))
  const sessions: Session[] = []
  for (let i = 0; i < clients; i++) {
    const session = createSession({
      source: gateway('wss://play.example.com', {
        app: 'showroom',
        id: `viewer-${i}`,
        media: { scripted: () => scriptedSource().source },
        WebSocket: sockets.WebSocket,
      }),
      environment,
      afk: false,
    })
    session.start()
    sessions.push(session)
  }
  await settled()
  for (const { socket } of made) socket.accept().say(...messages)
  return {
    environment,
    sockets,
    /** Lets `ms` pass. Returns when each new socket was created, ms from now. */
    async attemptsWithin(ms: number, stepMs: number): Promise<number[]> {
      const from = environment.now()
      const before = made.length
      for (let passed = 0; passed < ms; passed += stepMs) {
        environment.advance(stepMs)
        await settled()
      }
      return made.slice(before).map(({ at }) => at - from)
    },
    end() {
      for (const session of sessions) session.destroy()
      // A release over a separate socket takes max 20 s.
      environment.advance(20_000)
      expect(sockets.open).toEqual([])
      expect(environment.timers).toBe(0)
    },
  }
}

/** Prints when the attempts came, and checks that they are spread evenly. */
function expectSpread(name: string, at: readonly number[], [from, to]: readonly [number, number]): void {
  const overMs = to - from
  const times = at.map((time) => time - from)
  const buckets = Array.from({ length: 20 }, () => 0)
  for (const time of times) {
    const index = Math.min(buckets.length - 1, Math.floor((time / overMs) * buckets.length))
    buckets[index] = (buckets[index] ?? 0) + 1
  }
  const widthMs = overMs / buckets.length
  const lines = buckets.map(
    (count, i) => `${String(Math.round(from + i * widthMs)).padStart(7)} ms ${'█'.repeat(count)} ${count}`,
  )
  console.info(`${name}: ${times.length} attempts from ${from} to ${to} ms\n${lines.join('\n')}`)
  expect(times).toHaveLength(clients)
  expect(Math.min(...at)).toBeGreaterThanOrEqual(from)
  expect(Math.max(...at)).toBeLessThanOrEqual(to)
  const even = clients / buckets.length
  expect(Math.max(...buckets)).toBeLessThanOrEqual(2.5 * even)
  expect(buckets.filter((count) => count === 0).length).toBeLessThanOrEqual(1)
}

describe(`${clients} clients`, () => {
  it('that are dropped at once spread their attempts, over a longer time after each refusal', async () => {
    const t = await herd(queued(1, { resumeToken: 'place', resumeWindowMs: 5000 }))
    for (const socket of t.sockets.open) socket.drop(1006)
    expectSpread('first attempt', await t.attemptsWithin(1000, 10), [100, 1000])
    for (const socket of t.sockets.open) socket.drop(1006)
    expectSpread('second attempt', await t.attemptsWithin(2000, 20), [200, 2000])
    for (const socket of t.sockets.open) socket.drop(1006)
    expectSpread('third attempt', await t.attemptsWithin(4000, 40), [400, 4000])
    t.end()
  })

  it('that stream spread their attempts at signalling', async () => {
    const t = await herd(assigned())
    for (const socket of t.sockets.open) socket.drop(1006)
    expectSpread('signalling', await t.attemptsWithin(1000, 10), [100, 1000])
    t.end()
  })

  it('that are told to come back in 10 s spread their attempts over 5 s more', async () => {
    const t = await herd(queued(1), { type: 'closing', retryAfterMs: 10_000 })
    for (const socket of t.sockets.open) socket.drop(1013, 'overload')
    const times = await t.attemptsWithin(15_000, 50)
    expectSpread('after overload', times, [10_000, 15_000])
    t.end()
  })

  it('of a draining gateway spread their moves over its whole time', async () => {
    const t = await herd(assigned(), { type: 'draining', withinMs: 10_000 })
    const times = await t.attemptsWithin(10_000, 50)
    expectSpread('draining', times, [0, 10_000])
    t.end()
  })
})
