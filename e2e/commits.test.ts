import { startStage, type Stage } from '@standby/stage'
import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumArgs, findBrowser } from '../scripts/browser.mjs'
import { startPlayerSite, type PlayerSite } from './player-page.ts'

declare global {
  interface Window {
    commits: number
  }
}

let site: PlayerSite
let stage: Stage
let browser: Browser

beforeAll(async () => {
  ;[site, stage] = await Promise.all([startPlayerSite(), startStage()])
  const executablePath = findBrowser()
  browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) })
})

afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await site?.close()
})

it.each([
  ['a live window', { dvr: false }],
  ['an hour to go back in', { dvr: true, warmMs: 60_000 }],
])('React commits nothing while HlsPlayer plays at the live edge for 10 s, with %s', async (_, options) => {
  const stream = await stage.createStream(options)
  const page = await browser.newPage()
  // React reports every commit to this hook, also in production.
  await page.addInitScript(() => {
    window.commits = 0
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        checkDCE: () => undefined,
        onCommitFiberRoot: () => window.commits++,
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
      },
    })
  })
  await page.goto(site.url)
  await page.evaluate((src) => window.page.mount(src, 'playing'), stream.url)
  const playing = page.locator('[data-status="streaming"][data-playback="playing"]')
  await playing.waitFor()
  await page.locator('[data-standby="live-badge"][data-at-edge]').waitFor()
  // The bar hides itself once; that is part of what must not commit.
  for (let segment = 0; segment < 2; segment++) await stream.next('segment-listed')

  const playhead = () => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
  const [commits, before] = [await page.evaluate(() => window.commits), await playhead()]
  expect(commits).toBeGreaterThan(0)
  for (let segment = 0; segment < 5; segment++) await stream.next('segment-listed')
  expect((await playhead()) - before).toBeGreaterThan(9)
  expect(await playing.count()).toBe(1)
  expect(await page.evaluate(() => window.commits)).toBe(commits)
  await page.close()
  await stream.close()
})
