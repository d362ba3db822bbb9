import { startStage, type Stage, type StageStream } from '@standby/stage'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArgs, findBrowser } from '../scripts/browser.mjs'
import { startPlayerSite, type PlayerSite } from './player-page.ts'
import type { PlayerPage, Until } from './player-page/main.ts'

declare global {
  interface Window {
    readonly page: PlayerPage
  }
}

const mounts = 200
/** What is loaded once, and most of what the engine compiles for it, is there by then. */
const warmUp = 60
/** A third of them each: gone at once, gone while it loads, gone while it plays. */
const stages: readonly Until[] = ['mounted', 'loaded', 'playing']
/** Over what hls.js alone grows by in as many mounts, bytes. */
const allowance = 500_000

interface Memory {
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}

let site: PlayerSite
let stage: Stage
let stream: StageStream
let browser: Browser

beforeAll(async () => {
  ;[site, stage] = await Promise.all([startPlayerSite(), startStage()])
  const executablePath = findBrowser()
  browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) })
  stream = await stage.createStream()
})

afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await site?.close()
})

async function measure(cdp: CDPSession): Promise<Memory> {
  // What the first collection lets go may free more in the next.
  for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN
  return { heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') }
}

async function cycle(page: Page, bare: boolean, count: number): Promise<void> {
  await page.evaluate(
    async ({ src, bare, count, stages }) => {
      for (let index = 0; index < count; index++) {
        const until = stages[index % stages.length] ?? 'playing'
        if (bare) {
          await window.page.mountBare(src, until)
          window.page.unmountBare()
        } else {
          await window.page.mount(src, until)
          await window.page.unmount()
        }
      }
    },
    { src: stream.url, bare, count, stages },
  )
}

/** Mounts and unmounts, and returns what stayed. */
async function grow(bare: boolean): Promise<Memory & { readonly lateRequests: string[] }> {
  const page = await browser.newPage({ viewport: { width: 480, height: 360 } })
  try {
    await page.goto(site.url)
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    await cycle(page, bare, warmUp)
    const before = await measure(cdp)
    await cycle(page, bare, mounts)
    const lateRequests: string[] = []
    page.on('request', (request) => lateRequests.push(request.url()))
    // Long enough for a reload of the playlist, had anybody kept a timer.
    for (let segment = 0; segment < 3; segment++) await stream.next('segment-listed')
    const after = await measure(cdp)
    return {
      heap: after.heap - before.heap,
      nodes: after.nodes - before.nodes,
      listeners: after.listeners - before.listeners,
      lateRequests,
    }
  } finally {
    await page.close()
  }
}

describe(`after ${mounts} mounts and unmounts of HlsPlayer`, () => {
  it('memory, nodes and listeners are what hls.js alone would leave, and no request is made', async () => {
    const bare = await grow(true)
    const player = await grow(false)
    console.info('grown by', { bare, player })
    expect(player.lateRequests).toEqual([])
    expect(player.nodes).toBeLessThanOrEqual(Math.max(0, bare.nodes))
    expect(player.listeners).toBeLessThanOrEqual(Math.max(0, bare.listeners))
    expect(player.heap).toBeLessThanOrEqual(Math.max(0, bare.heap) + allowance)
  })
})
