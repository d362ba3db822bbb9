import { startStage, type Stage, type StageStream } from '@standby/stage'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchOptions } from '../scripts/browser.mjs'
import { startPlayerSite, type PlayerSite } from './player-page.ts'
import { untilTestEnds } from './until-test-ends.ts'

let site: PlayerSite
let stage: Stage
let stream: StageStream
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[site, stage] = await Promise.all([startPlayerSite(), startStage()])
  browser = await chromium.launch(launchOptions())
  stream = await stage.createStream()
})

afterEach(() => page?.close())

afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await site?.close()
})

const scripts = '**/assets/*.js'

/** A player on a page whose lazy scripts are gone, as after a deploy. `bringBack` restores them. */
async function mountWithoutScripts() {
  page = await browser.newPage()
  await page.goto(site.url)
  const bringBack = await untilTestEnds(
    () => page.route(scripts, (route) => route.fulfill({ status: 404 })),
    () => page.unroute(scripts),
  )
  await page.evaluate((src) => window.page.mount(src, 'mounted'), stream.url)
  return { bringBack }
}

const view = () => page.locator('[data-standby="stream-view"]')

describe('a page whose files were replaced by a newer version', () => {
  it('retries eight times, then offers a reload, and does not report a missing package', async () => {
    const { bringBack } = await mountWithoutScripts()
    await expect.poll(() => view().getAttribute('data-reconnect')).toBe('retrying')
    await page.clock.install()
    await expect
      .poll(async () => {
        await page.clock.runFor(16_000)
        return view().getAttribute('data-status')
      })
      .toBe('failed')
    expect(await view().getAttribute('data-code')).toBe('4101')
    expect(await page.getByText('not installed').count()).toBe(0)
    await bringBack()
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload' }).click()])
  })

  it('plays once the files are back', async () => {
    const { bringBack } = await mountWithoutScripts()
    await expect.poll(() => view().getAttribute('data-reconnect')).toBe('retrying')
    await bringBack()
    await expect.poll(() => view().getAttribute('data-status'), { timeout: 60_000 }).toBe('streaming')
  })
})
