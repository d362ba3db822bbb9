import { startStage, type Stage } from '@standby/stage'
import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchOptions } from '../scripts/browser.mjs'
import { playsAll } from './run-size.ts'
import { startPlayerSite, type PlayerSite } from './player-page.ts'

declare global {
  interface Window {
    commits: number
  }
}

/** Media time to play, s: longer than the control bar stays visible. */
const playedFor = playsAll ? 10 : 5

let site: PlayerSite
let stage: Stage
let browser: Browser

beforeAll(async () => {
  ;[site, stage] = await Promise.all([startPlayerSite(), startStage()])
  browser = await chromium.launch(launchOptions())
})

afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await site?.close()
})

it.each([
  ['a live window', { dvr: false }],
  ['a DVR window of an hour', { dvr: true, warmMs: 60_000 }],
])('React commits nothing while HlsPlayer plays at the live edge, with %s', async (_, options) => {
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
  const atEdge = page.locator(
    '[data-status="streaming"][data-playback="playing"]:has([data-standby="live-badge"][data-at-edge])',
  )
  // On a busy machine playback can fall behind, and the badge must show that. Such an attempt does not count and is
  // repeated.
  const playAtEdge = async () => {
    // When playback does not return to the edge by itself, press the badge, as a viewer would.
    await atEdge
      .waitFor({ timeout: 10_000 })
      .catch(() => page.locator('button[data-standby="live-badge"]').click())
    await atEdge.waitFor()
    const badge = await page.locator('[data-standby="live-badge"]').elementHandle()
    const before = await page.evaluate(() => [
      window.commits,
      document.querySelector('video')?.currentTime ?? 0,
    ])
    await page.waitForFunction(
      (until) => (document.querySelector('video')?.currentTime ?? 0) > until,
      (before[1] ?? 0) + playedFor,
    )
    const after = await page.evaluate(() => [
      window.commits,
      document.querySelector('video')?.currentTime ?? 0,
    ])
    const stayed = (await atEdge.count()) === 1 && (await badge?.evaluate((node) => node.isConnected))
    return stayed ? { before, after } : null
  }
  // Its code is loaded once there is a picture.
  await page.locator('[data-standby="controls"]').waitFor({ state: 'attached' })
  // The control bar hides itself within this time; that must not commit either.
  let played = await playAtEdge()
  for (let attempt = 1; !played && attempt < 6; attempt++) played = await playAtEdge()

  const [commitsBefore = 0, playheadBefore = 0] = played?.before ?? []
  const [commits, playhead = 0] = played?.after ?? []
  expect(commitsBefore).toBeGreaterThan(0)
  expect(playhead - playheadBefore).toBeGreaterThan(playedFor)
  expect(commits).toBe(commitsBefore)
  await page.close()
  await stream.close()
})
