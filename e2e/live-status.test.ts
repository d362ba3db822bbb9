import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHub, type Hub, nodeHandler } from '@standby/live-status/hub'
import { fastpix, mux, type LiveEvent } from '@standby/live-status/webhooks'
import {
  type PlatformName,
  type Stage,
  type StageStream,
  startStage,
  type StreamOptions,
} from '@standby/stage'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, it, type TestContext, vi } from 'vitest'
import { launchOptions } from '../scripts/browser.mjs'
import { type PlayerSite, startPlayerSite } from './player-page.ts'
import { onlyInAll, playsAll } from './run-size.ts'
import type { StatusPage, StatusPageOptions } from './status-page/main.ts'

declare global {
  interface Window {
    statusPage: StatusPage
  }
}

/** How far the viewer's clock is ahead, ms. */
const clockOff = 600_000
/**
 * Max error on a busy machine, ms. An estimated deadline is off by half a minute or more, and one from the wrong clock
 * by ten minutes, so this bound tells them apart.
 */
const late = 5000
/** Max wait of a poll, ms; on an idle machine nothing here takes a quarter of it. */
const patience = { timeout: 60_000 }

// Each test mostly waits, and runs an encoder and a page.
vi.setConfig({ maxConcurrency: 3 })

const secret = Buffer.from('only the platform and the hub know').toString('base64')

let site: PlayerSite
let stage: Stage
let browser: Browser

beforeAll(async () => {
  ;[site, stage, browser] = await Promise.all([
    startPlayerSite('status-page'),
    startStage(),
    chromium.launch(launchOptions()),
  ])
})

afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await site?.close()
})

interface Theatre {
  readonly stream: StageStream
  readonly hub: Hub
  readonly page: Page
  /** The events that the hub accepted, with the platform's times. */
  readonly heard: readonly LiveEvent[]
  /** Resolves with the last event of a name, once there is one. */
  hears(name: LiveEvent['name']): Promise<LiveEvent>
}

/** A stream with a real encoder, its platform's webhooks, a hub, and a viewer with a wrong clock. */
async function open(
  { expect, onTestFinished }: TestContext,
  platform: PlatformName,
  options: StreamOptions,
  { dvr = false, ...viewer }: Partial<StatusPageOptions> & { dvr?: boolean } = {},
): Promise<Theatre> {
  const stream = await stage.createStream({ warmMs: 8000, ...options })
  onTestFinished(() => stream.close())
  const heard: LiveEvent[] = []
  const hub = createHub({
    provider: platform === 'mux' ? mux({ secret }) : fastpix({ secret }),
    authorize: () => true,
    origins: [site.url],
    heartbeatMs: 2000,
    onEvent: (event) => heard.push(event),
    ...(dvr && { src: ({ playbackId }) => playbackId && `${stage.url}/live/${playbackId}/index.m3u8` }),
  })
  onTestFinished(() => hub.close())
  const server = createServer(
    nodeHandler((request) =>
      request.method === 'POST' ? hub.receive(request) : hub.subscribe(request, stream.id),
    ),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve).closeAllConnections())
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  stream.sendWebhooks({ platform, url, secret, duplicates: 1 })
  const context = await browser.newContext({ viewport: { width: 640, height: 480 } })
  onTestFinished(() => context.close())
  await context.addInitScript(setClock, clockOff)
  const page = await context.newPage()
  const query = new URLSearchParams({
    options: JSON.stringify({ src: stream.url, status: url, ...viewer } satisfies StatusPageOptions),
  })
  await page.goto(`${site.url}/?${query}`)
  await expect.poll(() => statusOf(page), patience).toBe('streaming')
  const hears = (name: LiveEvent['name']) =>
    expect
      .poll(() => heard.findLast((event) => event.name === name), patience)
      .toBeTruthy()
      .then(() => heard.findLast((event) => event.name === name)!)
  return { stream, hub, page, heard, hears }
}

function setClock(off: number): void {
  const Real = Date
  // Shifts the wall clock only; `performance.now()` stays right.
  globalThis.Date = class extends Real {
    constructor(...args: unknown[]) {
      super(...((args.length === 0 ? [Real.now() + off] : args) as []))
    }
    static override now() {
      return Real.now() + off
    }
  } as DateConstructor
}

const state = (page: Page) => page.evaluate(() => window.statusPage.state())
const statusOf = async (page: Page) => (await state(page)).status
const reachedAt = (page: Page, status: string) =>
  page.evaluate(
    (status) => window.statusPage.statuses().findLast((reached) => reached.status === status)?.at ?? null,
    status,
  )

const lostAt = (heard: readonly LiveEvent[]) => heard.findLast(({ name }) => name === 'disconnected')!.at
/** Converts a time of the page's clock to the true clock. */
const trueTime = (at: number) => at - clockOff
/** How often the session has started since the page was loaded. */
const startsOf = (page: Page) =>
  page.evaluate(() => window.statusPage.statuses().filter(({ status }) => status === 'requesting').length)

describe.concurrent.each(['mux', 'fastpix'] as const)('a killed encoder reported by %s', (platform) => {
  it('gives an exact countdown on a clock that is ten minutes wrong, and playback goes on when it returns', async (context) => {
    const { expect } = context
    const reconnectWindowMs = 30_000
    const { stream, page, heard } = await open(context, platform, { reconnectWindowMs })
    await stream.inject('encoder-drop')

    // The hint appears at once, while the buffer still plays.
    await expect.poll(async () => (await state(page)).farEnd.state, patience).toBe('lost')
    const deadline = lostAt(heard) + reconnectWindowMs
    const { farEnd } = await state(page)
    expect(farEnd).toMatchObject({ state: 'lost', exact: true })
    expect(Math.abs(trueTime(farEnd.state === 'lost' ? farEnd.deadline! : 0) - deadline)).toBeLessThan(late)

    // Then the banner appears.
    await expect.poll(() => statusOf(page), patience).toBe('reconnecting')
    const { reconnect } = await state(page)
    expect(reconnect).toMatchObject({ mode: 'holding', cause: 'far-end', exact: true })
    expect(Math.abs(trueTime(reconnect!.deadline!) - deadline)).toBeLessThan(late)
    await expect
      .poll(() => page.evaluate(() => window.statusPage.countdowns().length), patience)
      .toBeGreaterThan(2)
    // The numbers are whole seconds left. Skip the first: it can appear in the middle of its second.
    const countdowns = (await page.evaluate(() => window.statusPage.countdowns())).slice(1)
    const off = countdowns.map(({ shown, at }) => {
      const [, minutes = '0', seconds = ''] = /(?:(\d+):)?(\d+)/.exec(shown) ?? []
      return Math.abs(deadline - trueTime(at) - 1000 * (60 * Number(minutes) + Number(seconds)))
    })
    expect(Math.max(...off), JSON.stringify({ countdowns, off })).toBeLessThan(late)

    const painted = await page.evaluate(() => window.statusPage.painted())
    await stream.lift('encoder-drop')
    await expect.poll(() => statusOf(page), patience).toBe('streaming')
    await expect
      .poll(() => page.evaluate(() => window.statusPage.painted()), patience)
      .toBeGreaterThan(painted + 10)
    expect((await state(page)).farEnd).toEqual({ state: 'present' })
    expect(await startsOf(page)).toBe(1)
  })
})

describe.concurrent.each(['mux' as const, ...onlyInAll('fastpix' as const)])(
  'a killed encoder reported by %s',
  (platform) => {
    it('ends the stream when the platform says so, if it does not return', async (context) => {
      const { expect } = context
      const reconnectWindowMs = 10_000
      const { stream, page, heard } = await open(context, platform, { reconnectWindowMs })
      await stream.inject('encoder-drop')
      await expect.poll(() => statusOf(page), patience).toBe('disconnected')
      const endedAt = trueTime((await reachedAt(page, 'disconnected'))!)
      expect(Math.abs(endedAt - (lostAt(heard) + reconnectWindowMs))).toBeLessThan(late)
      expect((await state(page)).end).toMatchObject({ kind: 'stream-ended', clean: true })
    })

    it('can go live again at the same address, and the page does not poll in the meantime', async (context) => {
      const { expect, onTestFinished } = context
      const { stream, page, hears } = await open(
        context,
        platform,
        { reconnectWindowMs: 5000 },
        { watchForRestart: true },
      )
      await stream.inject('encoder-drop')
      await expect.poll(() => statusOf(page), patience).toBe('not-live')
      await hears('off-air')
      await expect.poll(async () => (await state(page)).notLive?.reason, patience).toBe('ended')
      const asked = stream.requestCounts()
      // Another stream's segments are the clock. A polling viewer would ask within 5 s.
      const clock = await stage.createStream({ warmMs: 6000 })
      onTestFinished(() => clock.close())
      for (let segment = 0; segment < (playsAll ? 10 : 4); segment++) await clock.next('segment-listed')
      expect(stream.requestCounts()).toEqual(asked)
      await stream.inject('back-live')
      await expect.poll(() => statusOf(page), patience).toBe('streaming')
      expect(await startsOf(page)).toBe(1)
    })
  },
)

describe.concurrent('an encoder replaced by a slate', () => {
  it('is reported lost by the webhook only: playback goes on, with an exact deadline, until it returns', async (context) => {
    const { expect } = context
    const reconnectWindowMs = 30_000
    const { stream, page, heard } = await open(context, 'mux', { profile: 'mux-slate', reconnectWindowMs })
    await stream.inject('encoder-drop')
    await expect.poll(async () => (await state(page)).farEnd.state, patience).toBe('lost')
    const lost = await state(page)
    expect(lost).toMatchObject({ status: 'streaming', farEnd: { exact: true } })
    // The slate plays well past the old buffer.
    for (let segment = 0; segment < 5; segment++) await stream.next('segment-listed', ({ run }) => run === 0)
    const meanwhile = await state(page)
    expect(meanwhile).toMatchObject({ status: 'streaming', playback: 'playing', farEnd: lost.farEnd })
    const deadline = lostAt(heard) + reconnectWindowMs
    const told = meanwhile.farEnd.state === 'lost' ? meanwhile.farEnd.deadline! : 0
    expect(Math.abs(trueTime(told) - deadline)).toBeLessThan(late)
    await stream.lift('encoder-drop')
    await expect.poll(async () => (await state(page)).farEnd.state, patience).toBe('present')
    expect(await reachedAt(page, 'reconnecting')).toBeNull()
  })
})

describe.concurrent('a low-latency stream, which has no reconnect window,', () => {
  it('plays real parts, and ends at once when its encoder disconnects', async (context) => {
    const { expect } = context
    const { stream, page, heard, hears } = await open(context, 'mux', { profile: 'low-latency' })
    // Parts are numbered within their segment.
    expect(stream.requests().some(({ path }) => /\.\d+\.m4s$/.test(path))).toBe(true)
    await stream.inject('encoder-drop')
    await expect.poll(() => statusOf(page), patience).toBe('disconnected')
    expect((await state(page)).end).toMatchObject({ kind: 'stream-ended', clean: true })
    expect(await reachedAt(page, 'reconnecting')).toBeNull()
    await hears('off-air')
    expect(heard.find(({ name }) => name === 'disconnected')).toMatchObject({
      latencyMode: 'low',
      reconnectWindowMs: 0,
    })
  })
})

describe.concurrent('a stream with DVR', () => {
  it('goes live again as a new asset, and sends the viewer to its address', async (context) => {
    const { expect, onTestFinished } = context
    const options = { reconnectWindowMs: 10_000, dvr: true }
    const { stream, page } = await open(context, 'mux', options, { watchForRestart: true, dvr: true })
    const { url } = await stream.inject('new-asset')
    const next = stage.streams().find((each) => each.url === url)!
    onTestFinished(() => next.close())
    const before = await page.evaluate(() => window.statusPage.painted())
    await expect.poll(() => next.requestCounts().segment, patience).toBeGreaterThan(1)
    await expect.poll(() => statusOf(page), patience).toBe('streaming')
    await expect
      .poll(() => page.evaluate(() => window.statusPage.painted()), patience)
      .toBeGreaterThan(before + 10)
    expect(await startsOf(page)).toBe(1)
  })
})

describe.concurrent('a lost hub', () => {
  it('turns the exact deadline of the banner into an estimate', async (context) => {
    const { expect } = context
    const { stream, page, hub } = await open(context, 'mux', { reconnectWindowMs: 60_000 })
    await stream.inject('encoder-drop')
    await expect.poll(() => statusOf(page), patience).toBe('reconnecting')
    expect((await state(page)).reconnect).toMatchObject({ exact: true })
    await hub.close()
    await expect.poll(async () => (await state(page)).reconnect?.exact, patience).toBe(false)
  })
})

describe.concurrent('the data sent to the browser', () => {
  it('holds no secret of the platform and its customer', async (context) => {
    const { expect, onTestFinished } = context
    const { stream, page, hears } = await open(
      context,
      'mux',
      { reconnectWindowMs: 3000 },
      { watchForRestart: true },
    )
    const leaving = new AbortController()
    onTestFinished(() => leaving.abort())
    const response = await fetch(stream.webhooks!.options.url, { signal: leaving.signal })
    let said = ''
    const reading = (async () => {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) said += chunk
    })().catch(() => undefined)
    await stream.inject('encoder-drop')
    await hears('off-air')
    await expect.poll(() => said, patience).toContain('"state":"idle"')
    expect(said).not.toContain('secret')
    expect(said).not.toContain(secret)
    expect(await page.content()).not.toContain('secret-')
    leaving.abort()
    await reading
  })
})
