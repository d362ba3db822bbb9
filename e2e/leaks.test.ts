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
/** When to unmount, a third each: at once, while loading, while playing. */
const stages: readonly Until[] = ['mounted', 'loaded', 'playing']
/** Max growth over that of hls.js alone, bytes per mount; a leaked player is many times larger. */
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

/** Mounts and unmounts, and measures what is left. */
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
    // Long enough for a playlist reload, if a timer were left.
    for (let segment = 0; segment < 3; segment++) await stream.next('segment-listed')
    return { ...grown, lateRequests }
  } finally {
    await page.close()
  }
}

const nothing = { heap: 0, nodes: 0, listeners: 0 }

describe('HlsPlayer, mounted and unmounted many times,', () => {
  it('leaves no more memory, nodes and listeners than hls.js alone, and makes no more requests', async () => {
    const bare = playsAll ? await grow(true) : nothing
    const player = await grow(false)
    console.info('grown by', { bare, player })
    expect(player.lateRequests).toEqual([])
    expect(player.nodes).toBeLessThanOrEqual(Math.max(0, bare.nodes))
    expect(player.listeners).toBeLessThanOrEqual(Math.max(0, bare.listeners))
    expect(player.heap).toBeLessThanOrEqual(Math.max(0, bare.heap) + allowance)
  })
})
