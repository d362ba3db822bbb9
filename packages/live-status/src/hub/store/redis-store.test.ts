import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { redisStore } from './redis-store.ts'
import { RedisServer } from './redis-server.fixture.ts'
import { comparePositions, type HubStore, isPosition } from './store.ts'
import { eventually } from '../../eventually.fixture.ts'

let server: RedisServer

beforeAll(async () => {
  server = await RedisServer.start()
})
afterAll(() => server.remove())

const libraries = {
  ioredis() {
    const client = new Redis(server.url, { retryStrategy: () => 50 })
    client.on('error', () => {})
    return Promise.resolve({ client, close: () => Promise.resolve(client.disconnect()) })
  },
  async redis() {
    const client = createClient({ url: server.url, socket: { reconnectStrategy: 50 } })
    client.on('error', () => {})
    await client.connect()
    return { client, close: () => Promise.resolve(client.destroy()) }
  },
}

describe.each(Object.entries(libraries))('the Redis store, over %s', (_, connect) => {
  let store: HubStore
  let other: HubStore
  let command: Redis
  const closers: (() => Promise<unknown>)[] = []

  const open = async (options = {}) => {
    const { client, close } = await connect()
    const opened = redisStore({ client, ...options })
    closers.unshift(() => opened.close?.().then(close) ?? close())
    return opened
  }

  beforeEach(async () => {
    command = new Redis(server.url)
    command.on('error', () => {})
    await command.flushall()
    store = await open()
    other = await open()
  })

  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
    command.disconnect()
  })

  it('keeps entries in order, and returns those after a position', async () => {
    for (const value of ['a', 'b', 'c']) expect(await store.append('mux:s', value, value)).toBe(true)
    const all = await other.read('mux:s')
    expect(all.map(({ value }) => value)).toEqual(['a', 'b', 'c'])
    expect(all.every(({ position }) => isPosition(position))).toBe(true)
    expect(all.map(({ position }) => position).toSorted(comparePositions)).toEqual(
      all.map(({ position }) => position),
    )
    expect((await other.read('mux:s', all[0]?.position)).map(({ value }) => value)).toEqual(['b', 'c'])
    expect(await other.read('mux:t')).toEqual([])
  })

  it('keeps an id once, also when many hubs append it at the same time', async () => {
    const kept = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? store : other).append('mux:s', 'id', `v${index}`),
      ),
    )
    expect(kept.filter(Boolean)).toHaveLength(1)
    expect(await store.read('mux:s')).toHaveLength(1)
    expect(await store.append('mux:t', 'id', 'x')).toBe(true)
  })

  it('notifies watchers until they stop', async () => {
    const heard: (string | null)[] = []
    const stop = other.watch((stream) => heard.push(stream))
    await eventually(() => expect(heard).toContain(null))
    heard.length = 0
    await store.append('mux:s', '1', 'x')
    await eventually(() => expect(heard).toContain('mux:s'))
    await store.append('mux:s', '1', 'x')
    await store.append('mux:t', '1', 'x')
    await eventually(() => expect(heard).toContain('mux:t'))
    expect(heard.filter((stream) => stream === 'mux:s')).toHaveLength(1)
    stop()
    stop()
    await eventually(async () => {
      expect(await command.pubsub('NUMSUB', 'standby:changed')).toEqual(['standby:changed', 0])
    })
  })

  it('can stop watching before the subscription is active', async () => {
    const heard: (string | null)[] = []
    other.watch((stream) => heard.push(stream))()
    await store.append('mux:s', '1', 'x')
    await command.ping()
    expect(heard).toEqual([])
  })

  it('limits entries and the lifetime of keys', async () => {
    const small = await open({ prefix: 'small:', entries: 10, rememberMs: 60_000, keepMs: 120_000 })
    for (let i = 0; i < 400; i++) await small.append('mux:s', `id-${i}`, 'x')
    expect((await small.read('mux:s')).length).toBeLessThan(200)
    expect(await command.pttl('small:log:{mux:s}')).toBeGreaterThan(60_000)
    const remembered = await command.pttl('small:id:{mux:s}:id-1')
    expect(remembered).toBeGreaterThan(0)
    expect(remembered).toBeLessThanOrEqual(60_000)
  })

  it('keeps both keys of a stream on one node of a cluster', async () => {
    await store.append('mux:s', 'some-id', 'x')
    const keys = await command.keys('*')
    expect(keys).toHaveLength(2)
    // A cluster chooses the node by the part in braces.
    expect(keys.map((key) => /\{([^}]+)\}/.exec(key)?.[1])).toEqual(['mux:s', 'mux:s'])
  })

  it('reports that changes may have been missed after Redis was away, and then misses nothing', async () => {
    const heard: (string | null)[] = []
    other.watch((stream) => heard.push(stream))
    await eventually(() => expect(heard).toContain(null))
    await server.kill()
    heard.length = 0
    const refused = store.append('mux:s', 'during', 'x').then(
      () => 'kept',
      () => 'refused',
    )
    await server.start()
    await eventually(() => expect(heard).toContain(null))
    expect(['kept', 'refused']).toContain(await refused)
    await store.append('mux:s', 'after', 'y')
    await eventually(() => expect(heard).toContain('mux:s'))
    expect((await other.read('mux:s')).map(({ value }) => value)).toContain('y')
  })

  it('keeps acknowledged events through a crash of Redis', async () => {
    for (let i = 0; i < 50; i++) await store.append('mux:s', `id-${i}`, String(i))
    await server.kill()
    await server.start()
    await eventually(async () => expect(await store.read('mux:s')).toHaveLength(50))
    expect(await store.append('mux:s', 'id-7', 'again')).toBe(false)
  })
})

it('the Redis store gets notifications over an ioredis client with `lazyConnect`', async () => {
  const client = new Redis(server.url, { lazyConnect: true })
  const store = redisStore({ client })
  const heard: (string | null)[] = []
  store.watch((stream) => heard.push(stream))
  await eventually(() => expect(heard).toContain(null))
  await store.append('mux:lazy', '1', 'x')
  await eventually(() => expect(heard).toContain('mux:lazy'))
  await store.close?.()
  client.disconnect()
})

it('the Redis store keeps a `redis` client without error listeners from ending the process', async () => {
  const client = await createClient({ url: server.url, socket: { reconnectStrategy: 50 } }).connect()
  const store = redisStore({ client })
  const listening = new Promise<void>((resolve) => void store.watch(() => resolve()))
  await listening
  await server.kill()
  await server.start()
  await eventually(async () => expect(await store.append('mux:alone', '1', 'x')).toBe(true))
  await store.close?.()
  client.destroy()
})

it('the Redis store throws at once for an invalid client', () => {
  expect(() => redisStore({ client: 'redis://localhost' as never })).toThrow(
    /^Standby: redisStore\(\) was called without a client\./,
  )
})
