import { startStage, type Stage, type StageStream } from '@standby/stage'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchOptions } from '../scripts/browser.mjs'
import { growthOf, type Growth } from './memory.ts'
import { playsAll } from './run-size.ts'
import { startPlayerSite, type PlayerSite } from './player-page.ts'
import type { PlayerPage, Until } from './player-page/main.ts'

declare global {
  interface Window {
    readonly page: PlayerPage
  }
}

const batches = playsAll ? { warmUp: 60, count: 4, size: 51 } : { warmUp: 30, count: 4, size: 15 }
/** A third of them each: gone at once, gone while it loads, gone while it plays. */
const stages: readonly Until[] = ['mounted', 'loaded', 'playing']
/** Bytes a mount, over what hls.js alone leaves; a player holds many times as much. */
const allowance = 5000

let site: PlayerSite
let stage: Stage
let stream: StageStream
let browser: Browser

beforeAll(async () => {
  ;[site, stage] = await Promise.all([startPlayerSite(), startStage()])
  browser = await chromium.launch(launchOptions())
  stream = await stage.createStream()
})

afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await site?.close()
})

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
async function grow(bare: boolean): Promise<Growth & { readonly lateRequests: string[] }> {
  const page = await browser.newPage({ viewport: { width: 480, height: 360 } })
  try {
    await page.goto(site.url)
    const lateRequests: string[] = []
    const grown = await growthOf(
      page,
      batches,
      (cycles) => cycle(page, bare, cycles),
      async () => undefined,
    )
    page.on('request', (request) => lateRequests.push(request.url()))
    // Long enough for a reload of the playlist, had anybody kept a timer.
    for (let segment = 0; segment < 3; segment++) await stream.next('segment-listed')
    return { ...grown, lateRequests }
  } finally {
    await page.close()
  }
}

const nothing = { heap: 0, nodes: 0, listeners: 0 }

describe('after many mounts and unmounts of HlsPlayer', () => {
  it('memory, nodes and listeners are what hls.js alone would leave, and no request is made', async () => {
    const bare = playsAll ? await grow(true) : nothing
    const player = await grow(false)
    console.info('grown by', { bare, player })
    expect(player.lateRequests).toEqual([])
    expect(player.nodes).toBeLessThanOrEqual(Math.max(0, bare.nodes))
    expect(player.listeners).toBeLessThanOrEqual(Math.max(0, bare.listeners))
    expect(player.heap).toBeLessThanOrEqual(Math.max(0, bare.heap) + allowance)
  })
})
