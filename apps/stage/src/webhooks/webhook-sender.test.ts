import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toldStream } from './told-stream.fixture.ts'
import type { WebhookDelivery, WebhookSender, WebhookSenderOptions } from './webhook.ts'
import { sendWebhooks } from './webhook-sender.ts'

interface Posted {
  readonly at: number
  readonly id: string
  readonly type: string
}

let posted: Posted[]
let answers: (number | Error)[]
let sender: WebhookSender

beforeEach(() => {
  vi.useFakeTimers({ now: 1_900_000_000_000 })
  posted = []
  answers = []
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    const { id, type } = JSON.parse(body) as Posted
    posted.push({ at: Date.now() - 1_900_000_000_000, id, type: type.replace('video.live_stream.', '') })
    const answer = answers.shift() ?? 200
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve(new Response('', { status: answer }))
  })
})

afterEach(() => {
  sender.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function open(options: Partial<WebhookSenderOptions> = {}) {
  const told = toldStream('a')
  sender = sendWebhooks(told.stream, () => undefined, {
    platform: 'fastpix',
    url: 'http://127.0.0.1/hook',
    secret: 'c2VjcmV0',
    ...options,
  })
  return told
}
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const types = () => posted.map(({ type }) => type)

describe('webhooks', () => {
  it('are sent in the platform’s order, and each is recorded', async () => {
    const heard: WebhookDelivery[] = []
    const told = open()
    sender.on((delivery) => heard.push(delivery))
    told.started(1)
    told.listed(1)
    told.stopped(1)
    await pass()
    expect(types()).toEqual(['connected', 'preparing', 'active', 'recording', 'disconnected'])
    expect(sender.deliveries()).toEqual(heard)
    expect(heard[0]).toMatchObject({
      type: 'video.live_stream.connected',
      attempt: 1,
      copy: false,
      status: 200,
    })
    expect(heard[0]?.happenedAt).toBe(1_800_000_001_000)
  })

  it('are retried without delay to later ones', async () => {
    answers = [503, new Error('refused'), 200, 500]
    const told = open({ platform: 'mux' })
    told.started(1)
    await pass()
    told.stopped(1)
    await pass()
    expect(types()).toEqual(['connected', 'video.asset.created', 'disconnected'])
    await pass(500)
    expect(types().slice(3)).toEqual(['connected', 'video.asset.created'])
    expect(sender.deliveries().map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 503],
      [1, 0],
      [1, 200],
      [2, 500],
      [2, 200],
    ])
    await pass(1000)
    expect(types().at(-1)).toBe('connected')
    expect(new Set(posted.map(({ id }) => id)).size).toBe(3)
  })

  it('are given up after 8 attempts', async () => {
    answers = Array.from({ length: 100 }, () => 500)
    const told = open()
    told.started(1)
    await pass(600_000)
    expect(
      sender
        .deliveries()
        .filter(({ type }) => type.endsWith('connected'))
        .map(({ attempt }) => attempt),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

describe('the switches', () => {
  it('duplicate each event, with the same id', async () => {
    const told = open({ duplicates: 2 })
    told.stopped(1)
    told.started(1)
    told.stopped(1)
    await pass()
    expect(types().join(' ')).toBe(
      'connected connected connected preparing preparing preparing disconnected disconnected disconnected',
    )
    expect(new Set(posted.slice(0, 3).map(({ id }) => id)).size).toBe(1)
    expect(
      sender
        .deliveries()
        .map(({ copy }) => copy)
        .slice(0, 3),
    ).toEqual([false, true, true])
  })

  it('swap pairs of events, and send a last single event after a second', async () => {
    const told = open({ disorder: true })
    told.started(1)
    told.listed(1)
    told.stopped(1)
    await pass(999)
    expect(types()).toEqual(['preparing', 'connected', 'recording', 'active'])
    await pass(1)
    expect(types().at(-1)).toBe('disconnected')
  })

  it('delay each event, in order', async () => {
    const told = open({ delayMs: 3000 })
    told.started(1)
    await pass(1000)
    told.stopped(1)
    await pass(10_000)
    expect(posted.map(({ type, at }) => [type, at])).toEqual([
      ['connected', 3000],
      ['preparing', 3000],
      ['disconnected', 4000],
    ])
  })

  it('lose the next `lose` events', async () => {
    const told = open()
    told.started(1)
    sender.set({ lose: 1 })
    told.stopped(1)
    told.ended()
    await pass()
    expect(types()).toEqual(['connected', 'preparing', 'idle', 'video.media.created'])
    expect(sender.deliveries().filter(({ status }) => status === null)).toMatchObject([
      { type: 'video.live_stream.disconnected', attempt: 0 },
    ])
    expect(sender.options.lose).toBe(0)
  })

  it('can change while the sender runs', async () => {
    const told = open({ duplicates: 1 })
    told.started(1)
    await pass()
    sender.set({ duplicates: 0, disorder: false })
    told.stopped(1)
    await pass()
    expect(types()).toEqual(['connected', 'connected', 'preparing', 'preparing', 'disconnected'])
  })
})

it('sends nothing after close, not even waiting events', async () => {
  answers = [500]
  const told = open({ delayMs: 100, disorder: true })
  told.started(1)
  told.listed(1)
  told.stopped(1)
  await pass(150)
  const before = posted.length
  sender.close()
  told.ended()
  await pass(60_000)
  expect(posted).toHaveLength(before)
})

it('keeps the last 200 deliveries', async () => {
  const told = open({ duplicates: 10 })
  for (let run = 1; run <= 12; run++) {
    told.started(run)
    told.stopped(run)
  }
  await pass()
  expect(posted.length).toBeGreaterThan(200)
  expect(sender.deliveries()).toHaveLength(200)
})
