import { startStage, type Stage, type StagePixelStream } from '@standby/stage'
import type { PixelStreamingFaultName } from '@standby/stage/pixel-streaming-faults'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paint, reached, state } from './page-waits.ts'
import { onlyInAll } from './run-size.ts'
import type { SessionPageOptions } from './session-page/main.ts'
import type { LibraryVersion } from './session-page/sources.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'

const quick = { baseMs: 20, capMs: 200 }
/** Every run connects, plays, loses media and is kicked with both versions; the rest is the same code for both. */
const bothVersions: readonly LibraryVersion[] = ['5.5', '5.7']
const versions: readonly LibraryVersion[] = [...onlyInAll<LibraryVersion>('5.5'), '5.7']

let viewers: SessionViewers
let stage: Stage
let stream: StagePixelStream

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  stream = await stage.createPixelStream({ width: 320, height: 180, fps: 20, kbps: 400 })
})

// Runs last in a test, after its faults are lifted, so that the next test finds nothing of it.
beforeEach(({ onTestFinished }) =>
  onTestFinished(async () => {
    await viewers.closePages()
    await expect
      .poll(() => stream.state())
      .toMatchObject({ sockets: 0, peerConnections: 0, activeFaults: [] })
  }),
)

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

const inject = (fault: PixelStreamingFaultName, params: Record<string, unknown> = {}) =>
  untilTestEnds(
    () => stream.inject(fault, params),
    () => stream.lift(fault),
  )

/** Converts a place in the picture, in fractions, to a place on the page, px. */
async function onPage(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = (await page.locator('[data-standby="stream-input"]').boundingBox())!
  return [box.x + x * box.width, box.y + y * box.height]
}

/** Keeps retrying 4005: a streamer takes seconds to restart, and the default five quick tries would be over. */
const patient = { 4005: { retry: true } }

const open = (version: LibraryVersion, codes: SessionPageOptions['codes'] = patient) =>
  viewers.open({ pixelStreaming: stream.signallingUrl, version, backoff: quick, codes })

async function streaming(version: LibraryVersion): Promise<Page> {
  const page = await open(version)
  await reached(page, 'streaming')
  // Input works once the data channel is open.
  await page.locator('[data-standby="stream-input"]').waitFor()
  await page.evaluate(() => window.sessionPage.strip())
  return page
}

describe.each(bothVersions)('an Unreal stream over the library for %s', (version) => {
  it('plays in the view’s own element, and takes clicks, keys and messages', async () => {
    const page = await streaming(version)
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

  it('shows why it kicked a viewer, and the viewer does not reconnect', async () => {
    const page = await streaming(version)
    const joined = stream.requests().counts['subscribe']
    // Before the library sets its reconnect timer.
    await page.clock.install()
    await stream.inject('kick', { reason: 'Application Error' })
    await reached(page, 'failed')
    expect((await state(page)).end).toMatchObject({ code: 1011, reason: 'Application Error' })
    await page.clock.fastForward(60_000)
    // The next viewer is the only one that subscribes after the kick.
    await streaming(version)
    expect(stream.requests().counts['subscribe']).toBe(joined! + 1)
    expect(stream.state().sockets).toBe(1)
  })

  const losses = [
    ['media-dead', {}, 1006],
    ['worker-frozen', {}, 1006],
    ['media-closed', {}, 1005],
    ['worker-crash', { tell: 'nothing' }, 1006],
  ] as const
  it.each(versions.includes(version) ? losses : losses.slice(0, 1))(
    'detects %s while signalling is alive, and streams again',
    async (fault, params, code) => {
      const page = await streaming(version)
      await paint(page, 10)
      const lift = await inject(fault, params)
      const { reconnect } = await reached(page, 'reconnecting')
      // Detected as a lost connection, not by the timeout for missing pictures.
      expect(reconnect).toMatchObject({ mode: 'retrying', cause: 'network', code })
      await lift()
      await reached(page, 'streaming')
      await paint(page, 3)
    },
  )
})

describe.each(versions)('an Unreal stream over the library for %s', (version) => {
  it('gets keys only while the picture has the focus', async () => {
    const page = await streaming(version)
    const keys = async () => (await stream.report())[0]!.scene.square.x
    const before = await keys()
    await page.keyboard.press('ArrowRight', { delay: 100 })
    await paint(page, 5)
    expect(await keys()).toBeCloseTo(before, 3)
    await page.mouse.click(...(await onPage(page, 0.5, 0.5)))
    await page.keyboard.down('ArrowRight')
    await expect.poll(keys).toBeGreaterThan(before)
    // The focus is lost while the key is pressed: no key stays pressed.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    const still = async () => {
      const first = await keys()
      await paint(page, 4)
      return Math.abs((await keys()) - first)
    }
    await expect.poll(still).toBeLessThan(0.002)
    await page.keyboard.up('ArrowRight')
  })

  it('asks for text in the kit’s own field', async () => {
    const page = await streaming(version)
    stream.askForText('name')
    const field = page.locator('[data-standby="text-field"] input, [data-standby="text-field"] textarea')
    await field.first().waitFor()
    await field.first().fill('Ada')
    await field.first().press('Enter')
    await expect.poll(async () => (await stream.report())[0]!.scene.text).toContain('Ada')
  })

  it('keeps its picture while the signalling server is down, then reconnects signalling', async () => {
    const page = await streaming(version)
    const { worker } = await page.evaluate(() => window.sessionPage.strip())
    const lift = await inject('server-kill')
    await expect.poll(async () => (await state(page)).signalling).toBe('lost')
    await paint(page, 20)
    expect((await state(page)).status).toBe('streaming')
    await lift()
    await expect.poll(async () => (await state(page)).signalling).toBe('connected')
    expect((await state(page)).status).toBe('streaming')
    await expect.poll(async () => (await page.evaluate(() => window.sessionPage.strip())).worker).toBe(worker)
    await expect.poll(() => stream.state().peerConnections).toBe(1)
  })

  it('retries while its streamer is gone, and streams when it is back', async () => {
    const page = await streaming(version)
    const lift = await inject('streamer-gone')
    expect((await reached(page, 'reconnecting')).reconnect).toMatchObject({ mode: 'retrying' })
    await lift()
    await reached(page, 'streaming')
    await paint(page, 3)
  })

  it('queues the viewer while it is full', async () => {
    const lift = await inject('full')
    const page = await open(version)
    await reached(page, 'queued')
    const { sockets } = stream.state()
    await lift()
    await reached(page, 'streaming')
    expect(stream.state().sockets).toBe(sockets)
  })

  it('fails after five tries without a streamer, and says so', async () => {
    await inject('no-streamer')
    const page = await open(version, {})
    await reached(page, 'failed')
    expect((await state(page)).end).toMatchObject({ code: 4005, name: 'no-streamer', attempts: 5 })
  })

  it('survives malformed messages', async () => {
    const page = await streaming(version)
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
    await inject('slow-first-frame', { delayMs: 3000 })
    const page = await open(version)
    await expect.poll(async () => (await state(page)).connecting?.step).toBe('first-frame')
    expect(await page.evaluate(() => window.sessionPage.painted())).toBe(0)
    await reached(page, 'streaming')
    expect(await page.evaluate(() => window.sessionPage.painted())).toBeGreaterThan(0)
  })

  it('waits for the viewer’s gesture when autoplay is blocked', async () => {
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

  it.each(['connecting', 'streaming'] as const)(
    'leaves nothing behind when left while %s',
    async (status) => {
      if (status === 'connecting') await inject('slow-offer', { delayMs: 1000 })
      const page = await open(version)
      if (status === 'streaming') await reached(page, 'streaming')
      else await expect.poll(() => stream.state().sockets).toBe(1)
      await page.evaluate(() => window.sessionPage.leave())
      await reached(page, 'disconnected')
      await expect.poll(() => stream.state()).toMatchObject({ sockets: 0, peerConnections: 0 })
      expect(await page.locator('video').count()).toBeLessThanOrEqual(1)
    },
  )
})
