import { startStage, type Stage, type StagePixelStream } from '@standby/stage'
import type { CDPSession, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SessionPageOptions } from './session-page/main.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'

const cycles = 50
/** What is loaded once, and most of what the engine compiles for it, is there by then. */
const warmUp = 60
/** Bytes; the engine's own caches go up and down by less. */
const allowance = 300_000
/** Every other one is left while it connects. */
const moments = ['streaming', 'connecting'] as const
const quick = { baseMs: 20, capMs: 200 }

let viewers: SessionViewers
let stage: Stage
let stream: StagePixelStream

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  stream = await stage.createPixelStream({ width: 160, height: 90, fps: 15, kbps: 200 })
})

afterEach(() => viewers.closePages())

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

async function measure(cdp: CDPSession) {
  // What the first collection lets go may free more in the next.
  for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN
  return { heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') }
}

const cycle = (page: Page, options: SessionPageOptions, count: number): Promise<void> =>
  page.evaluate(
    async ({ options, count, moments }) => {
      for (let index = 0; index < count; index++) {
        window.sessionPage.mount(options)
        await window.sessionPage.reached(moments[index % moments.length]!)
        window.sessionPage.leave()
        await window.sessionPage.reached('disconnected')
        window.sessionPage.unmount()
      }
    },
    { options, count, moments },
  )

describe.each(['5.5', '5.7'] as const)('over the library for %s', (version) => {
  it(`${cycles} sessions leave nothing in the page, nor at the stage`, async () => {
    const page = await viewers.blank()
    await page.goto(viewers.url)
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    const options = { pixelStreaming: stream.signallingUrl, version }
    await cycle(page, options, warmUp)
    const before = await measure(cdp)
    await cycle(page, options, cycles)
    await expect
      .poll(() => stream.state())
      .toMatchObject({ viewers: [], sockets: 0, sessions: 0, peerConnections: 0 })
    const grown = async () => {
      const after = await measure(cdp)
      return {
        heap: after.heap - before.heap,
        nodes: after.nodes - before.nodes,
        listeners: after.listeners - before.listeners,
      }
    }
    // Peer connections let go of what they hold a moment after their close.
    await expect
      .poll(async () => {
        const { nodes, listeners } = await grown()
        return Math.max(nodes, listeners)
      })
      .toBeLessThanOrEqual(0)
    const { heap } = await grown()
    console.info(`heap grown by ${Math.round(heap / 1000)} kB in ${cycles} sessions`)
    expect(heap).toBeLessThan(allowance)
  })

  it('a socket that falls silent is noticed, and the picture stays', async () => {
    const page = await viewers.open({ pixelStreaming: stream.signallingUrl, version, backoff: quick })
    await page.evaluate(() => window.sessionPage.reached('streaming'))
    await page.evaluate(() => window.sessionPage.paint(3))
    const control = async () => (await page.evaluate(() => window.sessionPage.state())).control
    await stream.inject('silent-socket')
    await expect.poll(control, { timeout: 30_000 }).toBe('lost')
    expect((await page.evaluate(() => window.sessionPage.state())).status).toBe('streaming')
    await stream.lift('silent-socket')
    await expect.poll(control).toBe('connected')
  })
})
