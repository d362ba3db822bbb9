import { startStage, type Stage, type StagePixelStream } from '@standby/stage'
import type { CDPSession, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { paint, reached, state } from './page-waits.ts'
import { onlyInAll, playsAll } from './run-size.ts'
import type { SessionPageOptions } from './session-page/main.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'

const cycles = playsAll ? 50 : 16
/** What is loaded once, and most of what the engine compiles for it, is there by then. */
const warmUp = playsAll ? 60 : 24
/** Bytes; a session that is kept, with its peer connection, holds more than this. The engine's caches go up and down. */
const allowanceOfOne = 15_000
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
    const options = { pixelStreaming: stream.signallingUrl, version }
    const page = await viewers.open(options)
    await reached(page, 'streaming')
    await page.evaluate(() => window.sessionPage.unmount())
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    await cycle(page, options, warmUp)
    /** What so many more sessions leave behind. */
    const grow = async () => {
      const before = await measure(cdp)
      await cycle(page, options, cycles)
      await expect
        .poll(() => stream.state())
        .toMatchObject({ viewers: [], sockets: 0, sessions: 0, peerConnections: 0 })
      // Peer connections let go of what they hold a moment after their close.
      await expect
        .poll(async () => {
          const { nodes, listeners } = await measure(cdp)
          return Math.max(nodes - before.nodes, listeners - before.listeners)
        })
        .toBeLessThanOrEqual(0)
      return (await measure(cdp)).heap - before.heap
    }
    // What leaks, leaks each time; what the engine still compiles or keeps ready is not the same twice.
    const heaps = [await grow(), await grow()]
    console.info(`heap grown by ${heaps.map((bytes) => Math.round(bytes / 1000)).join(', then ')} kB`)
    expect(Math.min(...heaps) / cycles).toBeLessThan(allowanceOfOne)
  })
})

describe.each([...onlyInAll('5.5' as const), '5.7' as const])('over the library for %s', (version) => {
  it('a socket that falls silent is noticed, and the picture stays', async () => {
    const page = await viewers.open({ pixelStreaming: stream.signallingUrl, version, backoff: quick })
    await reached(page, 'streaming')
    await paint(page, 3)
    const control = async () => (await state(page)).control
    const lift = await untilTestEnds(
      () => stream.inject('silent-socket'),
      () => stream.lift('silent-socket'),
    )
    await expect.poll(control, { timeout: 60_000 }).toBe('lost')
    expect((await state(page)).status).toBe('streaming')
    await lift()
    await expect.poll(control).toBe('connected')
  })
})
