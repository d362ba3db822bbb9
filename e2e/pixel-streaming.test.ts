import { startStage, type Stage, type StagePixelStream } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LibraryVersion } from './session-page/sources.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'

const quick = { baseMs: 20, capMs: 200 }
/** Both are tried in the page of their own tests; against real servers, the older one as well where there is time. */
const versions: readonly LibraryVersion[] = process.env['REAL_TIME'] === 'all' ? ['5.5', '5.7'] : ['5.7']

let viewers: SessionViewers
let stage: Stage
let stream: StagePixelStream

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  stream = await stage.createPixelStream({ width: 320, height: 180, fps: 20, kbps: 400 })
})

afterEach(async () => {
  await viewers.closePages()
  await expect.poll(() => stream.state()).toMatchObject({ sockets: 0, peerConnections: 0 })
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

const state = (page: Page) => page.evaluate(() => window.sessionPage.state())
const reached = (page: Page, status: Parameters<Window['sessionPage']['reached']>[0]) =>
  page.evaluate((status) => window.sessionPage.reached(status), status)
const paint = (page: Page, count: number) => page.evaluate((count) => window.sessionPage.paint(count), count)

/** Where a place of the picture lies on the page. */
async function onPage(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = (await page.locator('[data-standby="stream-input"]').boundingBox())!
  return [box.x + x * box.width, box.y + y * box.height]
}

describe.each(versions)('an Unreal stream over the library for %s', (version) => {
  const open = () => viewers.open({ pixelStreaming: stream.signallingUrl, version, backoff: quick })

  async function streaming(): Promise<Page> {
    const page = await open()
    await reached(page, 'streaming')
    // Input is taken once the data channel is open.
    await page.locator('[data-standby="stream-input"]').waitFor()
    await page.evaluate(() => window.sessionPage.strip())
    return page
  }

  /** From now until the page says so, ms. */
  async function timed(page: Page, status: Parameters<Window['sessionPage']['reached']>[0]) {
    const from = performance.now()
    await reached(page, status)
    return performance.now() - from
  }

  it('is shown in the view’s own element, and takes clicks, keys and messages', async () => {
    const page = await streaming()
    expect(await page.locator('video, audio').count()).toBe(1)
    await page.mouse.click(...(await onPage(page, 0.25, 0.4)))
    await expect.poll(() => page.evaluate(() => window.sessionPage.marked(0.25, 0.4, 30))).toBe(true)
    expect(await page.evaluate(() => window.sessionPage.marked(0.75, 0.4, 1))).toBe(false)
    const square = async () => (await page.evaluate(() => window.sessionPage.square())).x
    const before = await square()
    await page.keyboard.down('ArrowLeft')
    await expect.poll(square).toBeLessThan(before - 0.05)
    await page.keyboard.up('ArrowLeft')
    const told = stream.next('message')
    await page.evaluate(() => window.sessionPage.send({ door: 'öffne ✓' }))
    expect(await told).toMatchObject({ kind: 'UIInteraction', text: '{"door":"öffne ✓"}' })
    await expect.poll(() => page.evaluate(() => window.sessionPage.messages())).toEqual([{ door: 'öffne ✓' }])
  })

  it('gets keys only while the picture has the focus', async () => {
    const page = await streaming()
    const keys = async () => (await stream.report())[0]!.scene.square.x
    const before = await keys()
    await page.keyboard.press('ArrowRight', { delay: 100 })
    await paint(page, 5)
    expect(await keys()).toBeCloseTo(before, 3)
    await page.mouse.click(...(await onPage(page, 0.5, 0.5)))
    await page.keyboard.down('ArrowRight')
    await expect.poll(keys).toBeGreaterThan(before)
    // The focus goes in the middle of it: nothing stays pressed.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    const still = async () => {
      const first = await keys()
      await paint(page, 4)
      return Math.abs((await keys()) - first)
    }
    await expect.poll(still).toBeLessThan(0.002)
    await page.keyboard.up('ArrowRight')
  })

  it('asks for text, which is written in a field of the kit', async () => {
    const page = await streaming()
    stream.askForText('name')
    const field = page.locator('[data-standby="text-field"] input, [data-standby="text-field"] textarea')
    await field.first().waitFor()
    await field.first().fill('Ada')
    await field.first().press('Enter')
    await expect.poll(async () => (await stream.report())[0]!.scene.text).toContain('Ada')
  })

  it('that kicks a viewer says why, and the viewer stays out', async () => {
    const page = await streaming()
    const joined = stream.requests().counts['subscribe']
    await stream.inject('kick', { reason: 'Application Error' })
    await reached(page, 'failed')
    expect((await state(page)).end).toMatchObject({ code: 1011, reason: 'Application Error' })
    // Longer than the library by itself takes to come back.
    await page.clock.install()
    await page.clock.fastForward(60_000)
    expect(stream.requests().counts['subscribe']).toBe(joined)
    expect(stream.state().sockets).toBe(0)
  })

  it('keeps its picture while the signalling server is dead, and is heard again after that', async () => {
    const page = await streaming()
    const { worker } = await page.evaluate(() => window.sessionPage.strip())
    await stream.inject('server-kill')
    await expect.poll(async () => (await state(page)).control).toBe('lost')
    await paint(page, 20)
    expect((await state(page)).status).toBe('streaming')
    await stream.lift('server-kill')
    await expect.poll(async () => (await state(page)).control).toBe('connected')
    expect((await state(page)).status).toBe('streaming')
    await expect.poll(async () => (await page.evaluate(() => window.sessionPage.strip())).worker).toBe(worker)
    await expect.poll(() => stream.state().peerConnections).toBe(1)
  })

  it.each([
    ['media-dead', {}, 3500],
    ['worker-frozen', {}, 3500],
    ['media-closed', {}, 3000],
    ['worker-crash', { tell: 'nothing' }, 3500],
  ])('notices %s while signalling lives', async (fault, params, within) => {
    const page = await streaming()
    await paint(page, 10)
    await stream.inject(fault as never, params)
    const took = await timed(page, 'reconnecting')
    console.info(`${fault}: reconnecting after ${Math.round(took)} ms`)
    expect(took).toBeLessThan(within)
    await stream.lift(fault as never)
    await reached(page, 'streaming')
    await paint(page, 3)
  })

  it('whose streamer goes is waited for, and is there again', async () => {
    const page = await streaming()
    await stream.inject('streamer-gone')
    await reached(page, 'reconnecting')
    expect((await state(page)).reconnect).toMatchObject({ mode: 'retrying' })
    await stream.lift('streamer-gone')
    await reached(page, 'streaming')
    await paint(page, 3)
  })

  it('that is full is a queue', async () => {
    await stream.inject('full')
    const page = await open()
    await reached(page, 'queued')
    const { sockets } = stream.state()
    await stream.lift('full')
    await reached(page, 'streaming')
    expect(stream.state().sockets).toBe(sockets)
  })

  it('without a streamer has failed after five tries, and says so', async () => {
    await stream.inject('no-streamer')
    const page = await open()
    await reached(page, 'failed')
    expect((await state(page)).end).toMatchObject({ code: 4005, name: 'no-streamer', attempts: 5 })
    await stream.lift('no-streamer')
  })

  it('survives messages that make no sense', async () => {
    const page = await streaming()
    const errors: unknown[] = []
    page.on('pageerror', (error) => errors.push(error))
    await stream.inject('malformed')
    await stream.inject('malformed-data')
    await page.evaluate(() => window.sessionPage.send('still there'))
    await expect.poll(() => page.evaluate(() => window.sessionPage.messages())).toContain('"still there"')
    await paint(page, 5)
    expect((await state(page)).status).toBe('streaming')
    expect(errors).toEqual([])
  })

  it('is not "streaming" before its first picture', async () => {
    await stream.inject('slow-first-frame', { delayMs: 1500 })
    const page = await open()
    await reached(page, 'connecting')
    await expect.poll(async () => (await state(page)).connecting?.step).toBe('first-frame')
    expect(await page.evaluate(() => window.sessionPage.painted())).toBe(0)
    await reached(page, 'streaming')
    expect(await page.evaluate(() => window.sessionPage.painted())).toBeGreaterThan(0)
    await stream.lift('slow-first-frame')
  })

  it('that may not play by itself waits for the viewer’s gesture', async () => {
    const page = await viewers.blank()
    await page.addInitScript(() => {
      const { play } = HTMLMediaElement.prototype
      let allowed = false
      addEventListener('pointerdown', () => (allowed = true), { capture: true })
      HTMLMediaElement.prototype.play = function () {
        if (allowed) return play.call(this)
        this.pause()
        return Promise.reject(new DOMException('no gesture', 'NotAllowedError'))
      }
      Object.defineProperty(HTMLMediaElement.prototype, 'autoplay', { get: () => false, set: () => {} })
    })
    await viewers.goTo(page, { pixelStreaming: stream.signallingUrl, version, backoff: quick })
    const gate = page.locator('[data-standby="play-gate"]')
    await gate.waitFor()
    expect((await state(page)).playback).toBe('blocked')
    await gate.click()
    await expect.poll(async () => (await state(page)).playback).toBe('playing')
    await paint(page, 3)
    expect((await state(page)).status).toBe('streaming')
  })

  it.each(['connecting', 'streaming'] as const)('is left without a trace while %s', async (status) => {
    if (status === 'connecting') await stream.inject('slow-offer', { delayMs: 1000 })
    const page = await open()
    if (status === 'streaming') await reached(page, 'streaming')
    else await expect.poll(() => stream.state().sockets).toBe(1)
    await page.evaluate(() => window.sessionPage.leave())
    await reached(page, 'disconnected')
    await expect.poll(() => stream.state()).toMatchObject({ sockets: 0, peerConnections: 0 })
    await stream.lift('slow-offer')
    expect(await page.locator('video').count()).toBeLessThanOrEqual(1)
  })
})
