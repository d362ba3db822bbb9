import { createSession, type Session } from '@standby/core'
import type { Environment } from '@standby/core/source'
import { gateway } from '@standby/gateway'
import { startStage, type Stage } from '@standby/stage'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { seeded } from './seeded.ts'
import { startWeakLine, type WeakLine } from './weak-line.ts'

const clients = 200
const buckets = 10

let stage: Stage
let line: WeakLine
const sessions: Session[] = []

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy()
  await line?.close()
  await stage?.close()
})

/** A page as far as a session without a view needs one, with real time. */
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

describe(`${clients} clients whose sockets are cut in one moment`, () => {
  it('come back spread over the first pause, each to its own place in the queue', async () => {
    stage = await startStage()
    line = await startWeakLine(stage.port)
    const application = stage.createApplication({ media: 'none', workers: 0, queueGraceMs: 20_000 })
    const url = new URL(application.gatewayUrl)
    url.port = String(line.port)
    const environment = surroundings(seeded(11))
    for (let client = 0; client < clients; client++) {
      const session = createSession({
        source: gateway(url.href, {
          app: application.id,
          id: `viewer-${client}`,
          media: { whep: () => ({ kind: 'none', id: 'none', connect: () => ({ close() {} }) }) },
          WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
        }),
        environment,
        afk: false,
      })
      session.start()
      sessions.push(session)
    }
    const queued = () => sessions.filter((session) => session.getState().status === 'queued').length
    await expect.poll(queued, { timeout: 10_000 }).toBe(clients)
    const places = () => application.state().viewers.map(({ id, position }) => `${id} ${position}`)
    const before = places()
    const known = line.attempts.length

    line.cut()
    await expect.poll(() => line.attempts.length, { timeout: 10_000 }).toBe(known + clients)
    await expect.poll(queued, { timeout: 10_000 }).toBe(clients)

    // From the first to the last: how long a busy machine takes to notice the cut is no matter here.
    const attempts = line.attempts.slice(known)
    const [first = 0, last = 0] = [attempts[0], attempts.at(-1)]
    const counts = Array.from({ length: buckets }, () => 0)
    for (const at of attempts) {
      const bucket = Math.min(buckets - 1, Math.floor(((at - first) / (last - first)) * buckets))
      counts[bucket] = (counts[bucket] ?? 0) + 1
    }
    console.info(`over ${last - first} ms\n${counts.map((n) => `${'█'.repeat(n)} ${n}`).join('\n')}`)
    expect(last - first).toBeGreaterThan(700)
    expect(Math.max(...counts)).toBeLessThanOrEqual((2.5 * clients) / buckets)
    expect(counts.filter((count) => count === 0).length).toBeLessThanOrEqual(1)
    expect(places()).toEqual(before)
    expect(application.state().viewers.every(({ present }) => present)).toBe(true)
  })
})
