import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { muxPayload } from '../webhooks/mux.fixture.ts'
import { EventReader } from './http/event-reader.fixture.ts'
import { iso, openHub, start } from './hub.fixture.ts'
import { memoryStore } from './store/memory-store.ts'
import type { HubStore } from './store/store.ts'
import { eventually } from '../eventually.fixture.ts'

const boom = new Error('boom')
const throws = (): never => {
  throw boom
}
const rejects = () => Promise.reject(boom)
const never = () => new Promise<never>(() => {})

/** Rejections that would have ended the process. */
const unhandled: unknown[] = []
const note = (error: unknown) => void unhandled.push(error)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', note)
})
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  vi.restoreAllMocks()
  expect(unhandled).toEqual([])
})

describe('a hub with faulty functions of the caller', () => {
  it.each([
    ['throws', throws],
    ['rejects', rejects],
  ])('reports that `onEvent` %s, and keeps the event', async (_, onEvent) => {
    const { hub, send, errors } = openHub({ onEvent })
    expect((await send('active')).status).toBe(200)
    await eventually(() => expect(errors).toEqual([boom]))
    expect(await hub.status('stream-1')).toMatchObject({ state: 'active' })
  })

  it('does not wait for an `onEvent` that never answers', async () => {
    const { hub, send, clock } = openHub({ onEvent: never })
    expect((await send('active')).status).toBe(200)
    expect((await send('disconnected', 1000)).status).toBe(200)
    expect(await hub.status('stream-1')).toMatchObject({ state: 'disconnected' })
    expect(clock.timers).toBe(0)
  })

  it.each([
    ['throws', throws],
    ['rejects', rejects],
  ])('logs both errors when `onError` %s', async (_, onError) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const first = new Error('first')
    const { send } = openHub({ onError, onEvent: () => Promise.reject(first) })
    expect((await send('active')).status).toBe(200)
    await eventually(() => expect(log.mock.calls).toEqual([[boom, first]]))
  })

  it('reports that `clientOf` throws, and accepts the client', async () => {
    const { hub, get, errors } = openHub({ clientOf: throws })
    expect((await hub.subscribe(get(), 'stream-1')).status).toBe(200)
    expect(errors).toEqual([boom])
  })

  it('reports that `clientOf` returns a promise, and the error with which that rejects', async () => {
    const { hub, get, errors } = openHub({ clientOf: rejects as never })
    expect((await hub.subscribe(get(), 'stream-1')).status).toBe(200)
    await eventually(() => expect(errors).toHaveLength(2))
    expect(errors).toContain(boom)
    expect(String(errors[0])).toMatch(/^Error: Standby: `clientOf` returned a promise\. .+\. Return a string/)
  })

  it.each([
    ['throws', throws, 'boom'],
    ['rejects', rejects, '`src` returned a promise'],
    ['never answers', never, '`src` returned a promise'],
    ['returns a number', () => 7, '`src` returned a number that is no address'],
    ['returns an address that is too long', () => `https://x/${'a'.repeat(2039)}`, '`src` returned a string'],
  ])('sends the status without an address when `src` %s', async (_, src, words) => {
    const { hub, send, errors } = openHub({ src: src as never })
    expect((await send('active')).status).toBe(200)
    const status = await hub.status('stream-1')
    expect(status).toMatchObject({ state: 'active' })
    expect(status).not.toHaveProperty('src')
    expect(errors.map(String).join('\n')).toContain(words)
  })

  it('sends an address of 2,048 characters', async () => {
    const src = `https://x/${'a'.repeat(2038)}`
    const { hub, send } = openHub({ src: () => src })
    await send('active')
    expect(await hub.status('stream-1')).toMatchObject({ src })
  })

  it.each([
    ['throws', throws],
    ['rejects', rejects],
  ])('answers a delivery with 503 when the `provider` %s', async (_, read) => {
    const { hub, get, errors } = openHub({ provider: { name: 'own', read } })
    expect((await hub.receive(get())).status).toBe(503)
    expect(errors).toEqual([boom])
  })

  it('answers a delivery with 503 after 4 s when the `provider` never answers', async () => {
    const { hub, get, clock } = openHub({ provider: { name: 'own', read: never } })
    const answer = hub.receive(get())
    clock.advance(4000)
    expect((await answer).status).toBe(503)
    expect(clock.timers).toBe(0)
  })

  it('names the right method when a custom `provider` refuses one', async () => {
    const read = () => Promise.resolve({ ok: false, status: 405, reason: 'No.' } as const)
    const { hub, get } = openHub({ provider: { name: 'own', read } })
    expect((await hub.receive(get())).headers.get('allow')).toBe('POST')
  })
})

describe('a viewer whose `authorize` is slow or refuses', () => {
  it('counts against the limit at once, and no longer after 4 s without an answer', async () => {
    const authorize = vi.fn(never)
    const { hub, get, clock, errors } = openHub({ authorize, limits: { viewers: 100 } })
    const answers = Array.from({ length: 3000 }, () => hub.subscribe(get(), 'stream-1'))
    const refused = await Promise.all(answers.slice(100))
    expect(refused.every(({ status }) => status === 503)).toBe(true)
    expect([authorize.mock.calls.length, hub.viewers]).toEqual([100, 100])
    clock.advance(4000)
    const late = await Promise.all(answers.slice(0, 100))
    expect(late.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 503))
    expect(late[0]?.headers.get('retry-after')).toBe('5')
    expect([hub.viewers, clock.timers, errors.length]).toEqual([0, 0, 100])
  })

  it('gets no stream when the answer comes too late', async () => {
    let say: (allowed: boolean) => void = () => {}
    const { hub, get, clock } = openHub({ authorize: () => new Promise((resolve) => (say = resolve)) })
    const answer = hub.subscribe(get(), 'stream-1')
    clock.advance(4000)
    expect((await answer).status).toBe(503)
    say(true)
    await new Promise((resolve) => setImmediate(resolve))
    expect([hub.viewers, clock.timers]).toEqual([0, 0])
  })

  it('no longer counts against the limit after a refusal', async () => {
    const { hub, get } = openHub({ authorize: () => false, limits: { viewers: 1 } })
    expect((await hub.subscribe(get(), 'stream-1')).status).toBe(403)
    expect((await hub.subscribe(get(), 'stream-1')).status).toBe(403)
    expect(hub.viewers).toBe(0)
  })
})

describe('a hub with a faulty custom store', () => {
  const broken = (part: Partial<HubStore>) => openHub({ store: { ...memoryStore(), ...part } })

  it.each([
    ['`append` throws', { append: throws }],
    ['`read` throws', { read: throws }],
    ['`watch` throws', { watch: throws }],
    ['`append` rejects', { append: rejects }],
    ['`read` rejects', { read: rejects }],
  ])('answers 503 and reports the error when %s', async (_, part) => {
    const { hub, send, errors } = broken(part)
    expect((await send('active')).status).toBe(503)
    expect(errors).toEqual([boom])
    await hub.close()
  })

  it('still sends later events to viewers after `read` hung once', async () => {
    const memory = memoryStore()
    let hangs = false
    const read: HubStore['read'] = (...args) => (hangs ? never() : memory.read(...args))
    const { hub, get, clock, post, errors } = openHub({ store: { ...memory, read } })
    await post(muxPayload('active', { at: iso(start) }))
    const viewer = new EventReader((await hub.subscribe(get(), 'stream-1')).body)
    await viewer.nextState('active')
    hangs = true
    const lost = post(muxPayload('disconnected', { at: iso(start + 1000) }))
    await eventually(() => expect(clock.timers).toBeGreaterThan(1))
    clock.advance(4000)
    expect((await lost).status).toBe(503)
    hangs = false
    expect((await post(muxPayload('disconnected', { at: iso(start + 1000) }))).status).toBe(200)
    await viewer.nextState('disconnected')
    expect(errors.length).toBeGreaterThan(0)
    await hub.close()
  })

  it.each([
    ['throws', throws],
    ['rejects', rejects],
  ])('closes, and reports that `close` %s', async (_, close) => {
    const { hub, errors } = broken({ close })
    await hub.close()
    expect(errors).toEqual([boom])
  })

  it('closes after 4 s when `close` never answers and a watch cannot be ended', async () => {
    const { hub, send, clock, errors } = broken({ close: never, watch: () => throws })
    await send('active')
    const closed = hub.close()
    clock.advance(4000)
    await closed
    expect(errors).toHaveLength(2)
  })
})
