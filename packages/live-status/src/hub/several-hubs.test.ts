import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { HubProcess } from './hub-process.fixture.ts'
import { RedisServer } from './store/redis-server.fixture.ts'
import { eventually } from '../eventually.fixture.ts'

// These tests start and end processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let server: RedisServer
/** A time 60 s ago, epoch ms. */
const base = Date.now() - 60_000
const at = (ms: number) => new Date(base + ms).toISOString()

beforeAll(async () => {
  server = await RedisServer.start()
})
afterAll(() => server.remove())

describe.each(['ioredis', 'redis'])('two hub processes on one Redis, over %s', (library) => {
  let hubs: HubProcess[] = []
  let a: HubProcess
  let b: HubProcess

  beforeEach(async () => {
    ;[a, b] = await Promise.all([
      HubProcess.start(library, server.url),
      HubProcess.start(library, server.url),
    ])
    hubs = [a, b]
    const command = new Redis(server.url)
    await command.flushall()
    command.disconnect()
  })
  afterEach(() => Promise.all(hubs.map((hub) => hub.kill())))

  it('send an event that one receives to the viewers of both', async () => {
    const viewers = [await a.listen(), await b.listen()]
    expect(await a.post('active', { at: at(0) })).toEqual([200, 'Kept.'])
    for (const viewer of viewers) expect((await viewer.nextState('active')).data.cause?.at).toBe(base)
    expect(await b.post('disconnected', { at: at(1) })).toEqual([200, 'Kept.'])
    for (const viewer of viewers)
      expect((await viewer.nextState('disconnected')).data.cause?.at).toBe(base + 1)
    for (const viewer of viewers) await viewer.leave()
  })

  it('keep an event once when both receive it', async () => {
    const viewer = await a.listen()
    const answers = await Promise.all([
      a.post('active', { at: at(0) }),
      b.post('active', { at: at(0) }),
      b.post('active', { at: at(0) }),
    ])
    expect(answers.map(([, text]) => text).toSorted()).toEqual(['Kept.', 'Known already.', 'Known already.'])
    await a.post('idle', { at: at(1) })
    await viewer.nextState('active')
    expect((await viewer.nextSaid())?.data.status.state).toBe('idle')
    await viewer.leave()
  })

  it('send viewers of one that dies everything they missed on the other', async () => {
    const viewers = await Promise.all(Array.from({ length: 20 }, () => a.listen()))
    await b.post('active', { at: at(0) })
    const seen = await Promise.all(viewers.map((viewer) => viewer.nextState('active')))
    const broken = viewers.map((viewer) => viewer.nextState('never').catch(() => 'broken off'))
    await a.kill()
    expect(new Set(await Promise.all(broken))).toEqual(new Set(['broken off']))
    // Sent while no viewer is connected.
    await b.post('disconnected', { at: at(1) })
    await b.post('connected', { at: at(2) })
    await b.post('disconnected', { at: at(3) })
    const back = await Promise.all(seen.map(({ id }) => b.listen(id)))
    for (const viewer of back) {
      const told = [await viewer.nextSaid(), await viewer.nextSaid(), await viewer.nextSaid()]
      expect(
        told.map((one) => [one?.event, one?.data.cause?.name, (one?.data.cause?.at ?? 0) - base]),
      ).toEqual([
        ['past', 'disconnected', 1],
        ['past', 'connected', 2],
        ['status', 'disconnected', 3],
      ])
      await viewer.leave()
    }
  })

  it('keep their viewers and all acknowledged events when Redis dies and comes back', async () => {
    const viewers = [await a.listen(), await b.listen()]
    await a.post('active', { at: at(0) })
    const seen = await Promise.all(viewers.map((viewer) => viewer.nextState('active')))
    await b.post('disconnected', { at: at(1) })
    await server.kill()
    const idle = { at: at(2) }
    const [refused] = await a.post('idle', idle)
    expect(refused).toBe(503)
    await server.start()
    // Sent again until it is accepted, as platforms do.
    await eventually(async () => expect((await a.post('idle', idle))[0]).toBe(200))
    for (const viewer of viewers) {
      expect((await viewer.nextState('disconnected')).data.cause?.at).toBe(base + 1)
      expect((await viewer.nextState('idle')).data.cause?.at).toBe(base + 2)
      await viewer.leave()
    }
    const late = await b.listen(seen[0]?.id)
    expect([(await late.nextSaid())?.data.status.state, (await late.nextSaid())?.data.status.state]).toEqual([
      'disconnected',
      'idle',
    ])
    await late.leave()
  })

  it('answer once Redis is back when they started without it', async () => {
    await a.post('active', { at: at(0) })
    await server.kill()
    await expect(b.listen()).rejects.toThrow('503')
    await server.start()
    await eventually(async () => {
      const viewer = await b.listen()
      expect((await viewer.nextSaid())?.data.status.state).toBe('active')
      await viewer.leave()
    })
  })
})
