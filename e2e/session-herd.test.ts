import { createSession, type Session } from '@standby/core'
import type { Environment } from '@standby/core/source'
import { gateway } from '@standby/gateway'
import { startStage, type Stage } from '@standby/stage'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { seeded } from './seeded.ts'
import { startWeakNetwork, type WeakNetwork } from './weak-line.ts'

const clients = 200
const maxPauseMs = 1000
const buckets = 10
/** Time for 200 handshakes on a busy machine. */
const patience = { timeout: 60_000 }

let stage: Stage
let network: WeakNetwork
const sessions: Session[] = []

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy()
  await network?.close()
  await stage?.close()
})

/** The environment that a session without a view needs, with real time. */
function surroundings(random: () => number): Environment {
  return {
    now: () => Date.now(),
    random,
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
    online: true,
    visible: true,
    on: () => () => undefined,
    onInput: () => () => undefined,
    storage: null,
    channel: () => null,
    document: {} as Document,
    fetch,
  }
}

describe(`${clients} clients whose sockets are cut at the same time`, () => {
  it('reconnect spread over the first pause, each to its own place in the queue', async () => {
    stage = await startStage()
    network = await startWeakNetwork(stage.port)
    const application = stage.createApplication({ media: 'none', workers: 0, queueGraceMs: 20_000 })
    const environment = surroundings(seeded(11))
    /** Planned pause of each client before its first attempt, ms; without the delays of a busy machine. */
    const pauses: number[] = []
    for (let client = 0; client < clients; client++) {
      const session = createSession({
        source: gateway(network.through(application.gatewayUrl), {
          app: application.id,
          id: `viewer-${client}`,
          media: { whep: () => ({ kind: 'none', id: 'none', connect: () => ({ close() {} }) }) },
          WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
        }),
        environment,
        afk: false,
      })
      const { on } = session
      on('status', ({ status, at }) => {
        const { reconnect } = session.getState()
        if (status === 'reconnecting') pauses.push((reconnect?.nextAttemptAt ?? Number.NaN) - at)
      })
      session.start()
      sessions.push(session)
    }
    const queued = () => sessions.filter((session) => session.getState().status === 'queued').length
    await expect.poll(queued, patience).toBe(clients)
    const places = () => application.state().viewers.map(({ id, position }) => `${id} ${position}`)
    const before = places()
    const known = network.attempts.length

    network.cut()
    await expect.poll(() => network.attempts.length, patience).toBe(known + clients)
    await expect.poll(queued, patience).toBe(clients)

    const counts = Array.from({ length: buckets }, () => 0)
    for (const pause of pauses) {
      const bucket = Math.min(buckets - 1, Math.floor((pause / maxPauseMs) * buckets))
      counts[bucket] = (counts[bucket] ?? 0) + 1
    }
    console.info(
      counts
        .map((n, i) => `${String((i * maxPauseMs) / buckets).padStart(4)} ms ${'█'.repeat(n)} ${n}`)
        .join('\n'),
    )
    expect(pauses).toHaveLength(clients)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(maxPauseMs)
    expect(Math.max(...counts)).toBeLessThanOrEqual((2.5 * clients) / buckets)
    expect(counts.filter((count) => count === 0).length).toBeLessThanOrEqual(1)
    expect(places()).toEqual(before)
    expect(application.state().viewers.every(({ present }) => present)).toBe(true)
  })
})
