import { createHub, type Hub } from '@standby/live-status/hub'
import { fastpix, type LiveEvent, mux } from '@standby/live-status/webhooks'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PlatformName } from './platform-names.ts'
import { toldStream } from './told-stream.fixture.ts'
import type { WebhookSender, WebhookSwitches } from './webhook.ts'
import { sendWebhooks } from './webhook-sender.ts'

const secret = Buffer.from('shared').toString('base64')
const providers = { mux: mux({ secret }), fastpix: fastpix({ secret }) }

let hub: Hub
let sender: WebhookSender

afterEach(async () => {
  sender.close()
  await hub.close()
  vi.unstubAllGlobals()
})

/** A stream whose webhooks reach a hub, under the given switches. */
function open(platform: PlatformName, switches: Partial<WebhookSwitches>) {
  const kept: LiveEvent[] = []
  hub = createHub({
    provider: providers[platform],
    authorize: () => true,
    onEvent: (event) => kept.push(event),
  })
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => hub.receive(new Request(url, init)))
  // In the past: a hub ignores events from the future.
  const start = Date.now() - 20_000
  const told = toldStream('a', { reconnectWindowMs: 30_000 }, start)
  sender = sendWebhooks(told.stream, () => undefined, {
    platform,
    url: 'http://127.0.0.1/',
    secret,
    ...switches,
  })
  return { ...told, kept, start }
}

const status = () => hub.status('a')
/** Waits until `count` events are delivered, with all duplicates, and answered with 200. */
const arrived = (count: number) =>
  vi.waitFor(
    () => {
      expect(new Set(sender.deliveries().map(({ id }) => id)).size).toBe(count)
      expect(sender.deliveries()).toHaveLength(count * (1 + sender.options.duplicates))
      expect(sender.deliveries().every(({ status }) => status === 200)).toBe(true)
    },
    { timeout: 15_000 },
  )

const ways: [string, Partial<WebhookSwitches>][] = [
  ['in order', {}],
  ['three times each', { duplicates: 2 }],
  ['out of order', { disorder: true }],
  ['late', { delayMs: 50 }],
  ['late, out of order and twice', { delayMs: 20, disorder: true, duplicates: 1 }],
]

describe.each(['mux', 'fastpix'] as const)('the status of a hub with webhooks from %s', (platform) => {
  it.each(ways)('is right when they arrive %s', async (_, switches) => {
    const { started, listed, stopped, ended, kept, start } = open(platform, switches)
    started(1)
    listed(1)
    await arrived(4)
    expect(await status()).toMatchObject({ state: 'active' })
    const lost = start + 3000
    stopped(1)
    await arrived(5)
    expect(await status()).toEqual({ state: 'disconnected', since: lost, deadline: lost + 30_000 })
    started(2)
    listed(2)
    // Mux sends no new asset when the encoder returns.
    await arrived(platform === 'mux' ? 8 : 9)
    expect(await status()).toMatchObject({ state: 'active' })
    stopped(2)
    ended()
    await arrived(platform === 'mux' ? 11 : 12)
    expect(await status()).toEqual({ state: 'idle', reason: 'ended', endedAt: start + 7000 })
    // Each event is passed on once, however often it arrived.
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length)
    expect(kept.filter(({ name }) => name === 'returned')).toHaveLength(1)
  })

  it('is right after a lost webhook once the next one arrives', async () => {
    const { started, listed, stopped, ended } = open(platform, {})
    started(1)
    listed(1)
    await arrived(4)
    sender.set({ lose: 1 })
    stopped(1)
    expect(await status()).toMatchObject({ state: 'active' })
    ended()
    await expect.poll(status).toMatchObject({ state: 'idle', reason: 'ended' })
  })
})
