import { startStage, type Stage } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { startSocketViewer } from './socket-viewer.ts'
import { startWeakLine, type WeakLine } from './weak-line.ts'

const afk = { warnAfterMs: 1000, graceMs: 1500 }
const toleranceMs = 250

let viewers: SessionViewers
let stage: Stage
let line: WeakLine

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  line = await startWeakLine(stage.port)
})

afterAll(async () => {
  await viewers?.close()
  await line?.close()
  await stage?.close()
})

async function open(graceMs = afk.graceMs) {
  const application = stage.createApplication({ media: 'none', heartbeatMs: 1000 })
  const url = new URL(application.gatewayUrl)
  url.port = String(line.port)
  const page = await viewers.blank()
  await page.addInitScript(recordTimers)
  await viewers.goTo(page, {
    gateway: url.href,
    app: application.id,
    media: 'quiet',
    afk: { ...afk, graceMs },
    backoff: { baseMs: 50, capMs: 50 },
  })
  await page.evaluate(() => window.sessionPage.reached('streaming'))
  return { page, application }
}

declare global {
  interface Window {
    /** How late a plain timer of so long is on this machine, ms. */
    lateness(afterMs: number): Promise<number>
  }
}

function recordTimers(): void {
  window.lateness = (afterMs) => {
    const due = Date.now() + afterMs
    return new Promise((resolve) => setTimeout(() => resolve(Date.now() - due), afterMs))
  }
}

const reached = (page: Page, status: Parameters<Window['sessionPage']['reached']>[0]) =>
  page.evaluate((status) => window.sessionPage.reached(status), status)
const statusAt = async (page: Page, status: string) =>
  (await page.evaluate(() => window.sessionPage.statuses())).findLast((each) => each.status === status)?.at ??
  Number.NaN

describe('a viewer who does nothing', () => {
  it(`is warned and sent away at the configured times, ${toleranceMs} ms more or less`, async () => {
    const { page, application } = await open()
    const ended = application.next('ended')
    // The last input, and plain timers beside the session's own: what the machine itself is late is not AFK's fault.
    const [inputAt, late] = await page.evaluate(
      async ([warn, grace]) => {
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
        const at = Date.now()
        return [at, await Promise.all([window.lateness(warn), window.lateness(warn + grace)])] as const
      },
      [afk.warnAfterMs, afk.graceMs] as const,
    )
    await reached(page, 'disconnected')
    const startedAt = await statusAt(page, 'requesting')
    // Input is told to the machine at most every 5 s and looked at when it acts: the later one of the two counts.
    const from = Math.max(startedAt, inputAt)
    const warned = (await statusAt(page, 'idle')) - from - afk.warnAfterMs
    const over = (await statusAt(page, 'disconnected')) - from - afk.warnAfterMs - afk.graceMs
    console.info(`warned ${warned} ms late, ended ${over} ms late; plain timers ${late.join(' and ')} ms`)
    for (const [difference, plain] of [
      [warned, late[0]],
      [over, late[1]],
    ] as const) {
      expect(difference).toBeGreaterThan(-toleranceMs)
      expect(difference).toBeLessThan(toleranceMs + plain)
    }
    expect(await ended).toMatchObject({ code: 1000, reason: 'left' })
    expect(await page.evaluate(() => window.sessionPage.state().end)).toMatchObject({
      code: 4004,
      kind: 'afk',
      recovery: 'start',
    })
  })

  it('is not connected again', async () => {
    const { page, application } = await open()
    await reached(page, 'disconnected')
    const attempts = line.attempts.length
    // Twenty times as long as the longest pause before an attempt: a heartbeat of somebody else's.
    const other = await startSocketViewer(application)
    await other.heard('ping')
    expect(line.attempts).toHaveLength(attempts)
    expect((await page.evaluate(() => window.sessionPage.statuses())).at(-1)?.status).toBe('disconnected')
    other.drop()
  })

  it('is counted as away though messages flow both ways over the data channel', async () => {
    const application = stage.createApplication({ width: 160, height: 90, fps: 15, kbps: 200 })
    const page = await viewers.open({
      gateway: application.gatewayUrl,
      app: application.id,
      media: 'whep',
      afk,
    })
    await reached(page, 'streaming')
    await page.evaluate(() => {
      const chatter = () => {
        if (window.sessionPage.send({ hello: 'worker' })) requestAnimationFrame(chatter)
      }
      chatter()
    })
    await reached(page, 'idle')
    await reached(page, 'disconnected')
    const between = (await statusAt(page, 'idle')) - (await statusAt(page, 'streaming'))
    expect(between).toBeLessThan(2 * afk.warnAfterMs)
    expect(await page.evaluate(() => window.sessionPage.state().end?.kind)).toBe('afk')
    await expect.poll(() => application.state()).toMatchObject({ viewers: [], peerConnections: 0 })
  })
})

const cancels: Record<string, (page: Page) => Promise<unknown>> = {
  async 'a pointer that moves'(page) {
    // Beside the dialog: what it does over it may be on its way to a button.
    await page.mouse.move(790, 500)
    await page.mouse.move(700, 590)
  },
  'a press beside the warning': (page) => page.mouse.click(790, 590),
  async 'a wheel'(page) {
    await page.mouse.move(300, 200)
    await page.mouse.wheel(0, 100)
  },
  'a key': (page) => page.keyboard.press('w'),
  async 'a finger'(page) {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 790, y: 590 }] })
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  },
  'a button of a gamepad': (page) =>
    page.evaluate(() => {
      const pressed = { index: 0, axes: [0, 0], buttons: [{ value: 1, pressed: true }] }
      navigator.getGamepads = () => [pressed as unknown as Gamepad]
      window.dispatchEvent(new Event('gamepadconnected'))
    }),
  'the button that says so': (page) => page.locator('[data-standby="afk-warning-stay"]').click(),
}

describe('the countdown is stopped by', () => {
  let page: Page
  beforeAll(async () => {
    // Long enough for the slowest machine to act within it.
    page = (await open(20_000)).page
  })

  it.each(Object.entries(cancels))('%s, and begins anew', async (_, cancel) => {
    await reached(page, 'idle')
    await page.locator('dialog[data-standby="afk-warning"][open]').waitFor()
    await cancel(page)
    await expect.poll(() => page.evaluate(() => window.sessionPage.state().status)).toBe('streaming')
    await page.locator('[data-standby="afk-warning"]').waitFor({ state: 'detached' })
    const back = await statusAt(page, 'streaming')
    await reached(page, 'idle')
    expect((await statusAt(page, 'idle')) - back).toBeGreaterThan(afk.warnAfterMs - toleranceMs)
  })
})
