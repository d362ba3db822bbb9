import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startStage, type Stage, type StagePixelStream } from '@standby/stage'
import type { Frame, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { paint, reached, state } from './page-waits.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'

declare global {
  interface Window {
    /** The messages that the frame of `serve` got. */
    readonly heard: unknown[]
  }
}

const small = { width: 160, height: 90, fps: 15, kbps: 200, updateMs: 100 }
const quick = { baseMs: 20, capMs: 200 }

let viewers: SessionViewers
let stage: Stage

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
})

afterEach(async () => {
  await viewers.closePages()
  await Promise.all(stage.pixelStreams().map((stream) => stream.close()))
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

const position = async (page: Page) => (await state(page)).queue?.position ?? null

describe('a queue of Arcware', () => {
  const open = (stream: StagePixelStream) =>
    viewers.open({ pixelStreaming: stream.signallingUrl, vendor: 'arcware', backoff: quick })

  it.each(['seconds', 'minutes'] as const)(
    'shows the place and the wait, sent in %s, and moves up',
    async (queueUnit) => {
      const stream = await stage.createPixelStream({
        ...small,
        vendor: 'arcware',
        queueUnit,
        expectedSessionMs: 120_000,
      })
      const [first, second] = await stream.addViewers(2)
      const page = await open(stream)
      await reached(page, 'queued')
      await expect.poll(() => position(page)).toBe(2)
      const { etaMs, length } = (await state(page)).queue!
      expect(length).toBe(2)
      expect(etaMs).toBeGreaterThan(60_000)
      expect(etaMs).toBeLessThan(300_000)
      await stream.end(second!, 1000)
      await expect.poll(() => position(page)).toBe(1)
      await stream.end(first!, 1000)
      await reached(page, 'streaming')
      await paint(page, 3)
    },
  )

  it('ends for a viewer who presses the leave button', async () => {
    const stream = await stage.createPixelStream({ ...small, media: 'none', vendor: 'arcware' })
    await stream.addViewers(1)
    const page = await open(stream)
    await reached(page, 'queued')
    await page.locator('[data-standby="queue-overlay-leave"]').click()
    await reached(page, 'disconnected')
    await expect.poll(() => stream.state().queue).toBe(0)
  })
})

describe('Streampixel’s SDK', () => {
  const open = (stream: StagePixelStream) =>
    viewers.open({ pixelStreaming: stream.signallingUrl, vendor: 'streampixel', backoff: quick })

  it('delivers its queue, its picture and its application’s messages', async () => {
    const stream = await stage.createPixelStream({ ...small, vendor: 'streampixel' })
    const [other] = await stream.addViewers(1)
    const page = await open(stream)
    await reached(page, 'queued')
    await expect.poll(() => position(page)).toBe(1)
    await stream.end(other!, 1000)
    await reached(page, 'streaming')
    expect(await page.locator('video, audio, #afkOverlay').count()).toBe(1)
    await page.locator('[data-standby="stream-input"]').waitFor()
    await page.evaluate(() => window.sessionPage.send({ open: true }))
    await expect.poll(() => page.evaluate(() => window.sessionPage.messages())).toEqual([{ open: true }])
  })

  it.each([
    ['max-runtime', 'disconnected', { code: 4004, kind: 'max-runtime', recovery: 'reload-page' }],
    ['app-crash', 'failed', { code: 4006, recovery: 'reload-page' }],
    ['project-disabled', 'failed', { code: 4000, recovery: 'none' }],
  ] as const)('ended by %s is %s', async (fault, status, end) => {
    const stream = await stage.createPixelStream({ ...small, vendor: 'streampixel' })
    const page = await open(stream)
    await reached(page, 'streaming')
    await stream.inject(fault)
    await reached(page, status)
    expect((await state(page)).end).toMatchObject(end)
  })

  it('reconnects a cut socket by itself, and keeps its picture', async () => {
    const stream = await stage.createPixelStream({ ...small, vendor: 'streampixel', playersPerStreamer: 0 })
    const page = await open(stream)
    await reached(page, 'streaming')
    await paint(page, 10)
    await stream.inject('network-drop')
    await expect.poll(async () => (await state(page)).signalling).toBe('lost')
    await expect.poll(async () => (await state(page)).signalling).toBe('connected')
    expect((await state(page)).status).toBe('streaming')
    await paint(page, 3)
  })
})

describe('Streampixel’s frame', () => {
  const servers: Server[] = []
  afterEach(() =>
    Promise.all(
      servers.splice(0).map((server) => new Promise((done) => server.close(done).closeAllConnections())),
    ),
  )

  /** A page on its own origin that records the messages it gets. */
  async function serve(): Promise<string> {
    const server = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end('<script>heard = []; onmessage = ({ data }) => heard.push(data)</script>')
    })
    servers.push(server)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }

  const post = (frame: Frame, data: unknown) => frame.evaluate((data) => parent.postMessage(data, '*'), data)
  const says = (frame: Frame, value: string) => post(frame, { type: 'stream-state', value })
  const heard = (frame: Frame) => frame.evaluate(() => window.heard)

  async function open() {
    const share = await serve()
    const page = await viewers.open({ pixelStreaming: share, vendor: 'streampixel-iframe' })
    const element = await page.waitForSelector('iframe')
    const frame = (await element.contentFrame())!
    await frame.waitForURL(share)
    return { page, frame, element }
  }

  it('sets every status from the queue to the end', async () => {
    const { page, frame } = await open()
    await says(frame, 'queue-3')
    await reached(page, 'queued')
    expect(await position(page)).toBe(3)
    await says(frame, 'connecting')
    await reached(page, 'connecting')
    await says(frame, 'loadingComplete')
    await reached(page, 'streaming')
    await says(frame, 'afkWarning')
    await reached(page, 'idle')
    await says(frame, 'afkAbort')
    await reached(page, 'streaming')
    await says(frame, 'reconnecting')
    await reached(page, 'reconnecting')
    await says(frame, 'loadingComplete')
    await reached(page, 'streaming')
    await says(frame, 'disconnected')
    await reached(page, 'disconnected')
    expect(await page.locator('iframe').count()).toBe(0)
  })

  it('exchanges messages with the page', async () => {
    const { page, frame } = await open()
    await says(frame, 'loadingComplete')
    await reached(page, 'streaming')
    await page.evaluate(() => window.sessionPage.send('muteAudio'))
    await expect.poll(() => heard(frame)).toEqual([{ message: 'muteAudio' }])
    await post(frame, { score: 7 })
    await expect.poll(() => page.evaluate(() => window.sessionPage.messages())).toEqual([{ score: 7 }])
  })

  it('is not confused with another frame or with the page itself', async () => {
    const { page, frame } = await open()
    await says(frame, 'loadingComplete')
    await reached(page, 'streaming')
    const evil = await serve()
    const other = await page.evaluateHandle((url) => {
      const element = document.createElement('iframe')
      element.src = url
      return document.body.appendChild(element)
    }, evil)
    const hostile = (await other.contentFrame())!
    await hostile.waitForURL(evil)
    await says(hostile, 'disconnected')
    await post(hostile, { forged: true })
    await page.evaluate(() => window.postMessage({ type: 'stream-state', value: 'disconnected' }, '*'))
    // This later message is received, so the earlier ones were ignored.
    await post(frame, 'still here')
    await expect.poll(() => page.evaluate(() => window.sessionPage.messages())).toEqual(['still here'])
    expect((await state(page)).status).toBe('streaming')
  })

  it('is neither listened to nor sent anything after it navigates to another origin', async () => {
    const { page, frame, element } = await open()
    await says(frame, 'loadingComplete')
    await reached(page, 'streaming')
    const evil = await serve()
    await element.evaluate((element, url) => ((element as HTMLIFrameElement).src = url), evil)
    await frame.waitForURL(evil)
    await page.evaluate(() => window.sessionPage.send({ secret: 'word' }))
    await says(frame, 'disconnected')
    // Its own message arrives after any message from the page.
    await frame.evaluate(
      () =>
        new Promise((done) => (addEventListener('message', done, { once: true }), postMessage('ping', '*'))),
    )
    expect(await heard(frame)).toEqual(['ping'])
    expect((await state(page)).status).toBe('streaming')
  })
})
