import { startStage, type Stage } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reached } from './page-waits.ts'
import { mountUntilTestEnds, startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'
import { startWeakNetwork, type WeakNetwork } from './weak-line.ts'

const afk = { warnAfterMs: 40_000, graceMs: 20_000 }

let viewers: SessionViewers
let stage: Stage
let network: WeakNetwork
/** A page whose time passes only when a test advances it. */
let page: Page

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  network = await startWeakNetwork(stage.port)
  page = await viewers.blank()
  await page.clock.install({ time: 0 })
  await page.clock.pauseAt(1_000_000)
  await viewers.goTo(page)
})

afterEach(async () => {
  await Promise.all(stage.applications().map((application) => application.close()))
})

afterAll(async () => {
  await viewers?.close()
  await network?.close()
  await stage?.close()
})

/** A streaming viewer. */
async function open() {
  // Long, because the page would treat its socket as dead after two heartbeats.
  const application = stage.createApplication({ media: 'none', heartbeatMs: 60_000 })
  await mountUntilTestEnds(page, {
    gateway: network.through(application.gatewayUrl),
    app: application.id,
    media: 'quiet',
    afk,
    backoff: { baseMs: 50, capMs: 50 },
  })
  await reached(page, 'streaming')
  return application
}

const status = () => page.evaluate(() => window.sessionPage.state().status)

/** The statuses of the session, each with the time since the previous one, ms. */
const steps = (of = page) =>
  of.evaluate(() =>
    window.sessionPage
      .statuses()
      .map(({ status, at }, index, all) => [status, at - (all[index - 1]?.at ?? at)] as const),
  )

describe('an inactive viewer', () => {
  it('is warned and disconnected at the configured times', async () => {
    const application = await open()
    const ended = application.next('ended')
    await page.clock.runFor(39_999)
    expect(await status()).toBe('streaming')
    await page.clock.runFor(1)
    expect(await status()).toBe('idle')
    await page.locator('dialog[data-standby="afk-warning"][open]').waitFor()
    await page.clock.runFor(19_999)
    expect(await status()).toBe('idle')
    await page.clock.runFor(1)
    expect(await status()).toBe('disconnected')
    expect(await ended).toMatchObject({ code: 1000, reason: 'left' })
    expect(await page.evaluate(() => window.sessionPage.state().end)).toMatchObject({
      code: 4004,
      kind: 'afk',
      recovery: 'start',
    })
  })

  it('is warned after the configured time since its last input', async () => {
    await open()
    await page.clock.runFor(25_000)
    await page.keyboard.press('a')
    await page.clock.runFor(39_999)
    expect(await status()).toBe('streaming')
    await page.clock.runFor(1)
    expect(await status()).toBe('idle')
  })

  it('is not reconnected', async () => {
    const application = await open()
    await page.clock.runFor(60_000)
    expect(await status()).toBe('disconnected')
    await expect.poll(() => application.state().sockets).toBe(0)
    const attempts = network.attempts.length
    // Longer than any session retries.
    await page.clock.runFor(20 * 60_000)
    expect(network.attempts).toHaveLength(attempts)
    expect(await steps()).toEqual([
      ['requesting', 0],
      ['connecting', 0],
      ['streaming', 0],
      ['idle', 40_000],
      ['disconnected', 20_000],
    ])
  })

  it('is counted as away even with messages on the data channel', async () => {
    const application = stage.createApplication({ width: 160, height: 90, fps: 15, kbps: 200 })
    // Media plays in real time, so this page uses real time too.
    const playing = await viewers.open({
      gateway: application.gatewayUrl,
      app: application.id,
      media: 'whep',
      afk: { warnAfterMs: 1000, graceMs: 1000 },
    })
    await reached(playing, 'streaming')
    const echoed = playing.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const chatter = () => {
            if (window.sessionPage.state().status === 'disconnected')
              return resolve(window.sessionPage.messages().length)
            window.sessionPage.send({ hello: 'worker' })
            setTimeout(chatter, 20)
          }
          chatter()
        }),
    )
    await reached(playing, 'disconnected')
    expect(await echoed).toBeGreaterThan(1)
    // On a busy machine the picture may stall and recover in between. No other status is allowed.
    const statuses = (await steps(playing)).map(([status]) => status)
    expect(statuses.slice(-2)).toEqual(['idle', 'disconnected'])
    expect(await playing.evaluate(() => window.sessionPage.state().end?.kind)).toBe('afk')
    await expect.poll(() => application.state()).toMatchObject({ viewers: [], peerConnections: 0 })
    await playing.close()
  })
})

function holdButton(): void {
  const pressed = { index: 0, axes: [0, 0], buttons: [{ value: 1, pressed: true }] }
  navigator.getGamepads = () => [pressed as unknown as Gamepad]
  window.dispatchEvent(new Event('gamepadconnected'))
}

const cancels: Record<string, () => Promise<unknown>> = {
  async 'a pointer move'() {
    // Beside the dialog: a pointer over it may be on its way to a button.
    await page.mouse.move(790, 500)
    await page.mouse.move(700, 590)
  },
  'a press beside the warning': () => page.mouse.click(790, 590),
  async 'a wheel'() {
    await page.mouse.move(300, 200)
    await page.mouse.wheel(0, 100)
  },
  'a key': () => page.keyboard.press('w'),
  async 'a touch'() {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 790, y: 590 }] })
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  },
  async 'a gamepad button'() {
    await untilTestEnds(
      () => page.evaluate(holdButton),
      () => page.evaluate(() => void Reflect.deleteProperty(navigator, 'getGamepads')),
    )
    // Gamepads are polled once per frame.
    await page.clock.runFor(100)
  },
  'the button of the warning': () => page.locator('[data-standby="afk-warning-stay"]').click(),
}

describe('the countdown', () => {
  it.each(Object.entries(cancels))(
    'is stopped by %s, and the inactivity time restarts',
    async (_, cancel) => {
      await open()
      await page.clock.runFor(45_000)
      await page.locator('dialog[data-standby="afk-warning"][open]').waitFor()
      await cancel()
      await expect.poll(() => status()).toBe('streaming')
      await page.locator('[data-standby="afk-warning"]').waitFor({ state: 'detached' })
      await page.clock.runFor(45_000)
      expect((await steps()).slice(-1)).toEqual([['idle', 40_000]])
    },
  )
})
