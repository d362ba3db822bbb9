import { startStage, type Stage, type StagePixelStream } from '@standby/stage'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchOptions } from '../scripts/browser.mjs'
import { bounded } from './bounded.ts'
import type {} from './pixel-streaming-stage-page/main.ts'
import { startPlayerSite, type PlayerSite } from './player-page.ts'

const versions = ['5.5', '5.7'] as const

let site: PlayerSite
let browser: Browser
let stage: Stage
let stream: StagePixelStream
const pages: Page[] = []

beforeAll(async () => {
  ;[site, browser, stage] = await Promise.all([
    startPlayerSite('pixel-streaming-stage-page'),
    chromium.launch(launchOptions()),
    startStage(),
  ])
  stream = await stage.createPixelStream()
})

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()))
})

afterAll(async () => {
  await browser?.close()
  await stage?.close()
  await site?.close()
})

const happened = (page: Page, type: string) =>
  bounded(
    type,
    page.evaluate((type) => window.epicPage.happened(type), type),
  )

async function open(version: (typeof versions)[number], settings: Record<string, boolean> = {}) {
  const page = await browser.newPage()
  pages.push(page)
  await page.goto(site.url)
  await page.evaluate(([version, url, settings]) => window.epicPage.start(version, url, settings), [
    version,
    stream.signallingUrl,
    settings,
  ] as const)
  await bounded(
    'picture',
    page.evaluate(() => window.epicPage.worker()),
  )
  await happened(page, 'dataChannelOpen')
  return page
}

describe.each(versions)('Epic’s player library %s against the stage', (version) => {
  it('plays, and gets its message echoed by the application', async () => {
    const page = await open(version)
    expect(await happened(page, 'initialSettings')).toMatchObject({
      settings: { WebRTCSettings: { FPS: 30 } },
    })
    const framesDecoded = () => page.evaluate(() => window.epicPage.framesDecoded())
    const before = await framesDecoded()
    expect(before).toBeGreaterThan(0)
    await expect.poll(framesDecoded).toBeGreaterThan(before + 10)
    const told = stream.next('message')
    const answer = await bounded(
      'answer',
      page.evaluate(() => window.epicPage.ask({ door: 'öffne ✓' })),
    )
    expect(JSON.parse(answer)).toEqual({ door: 'öffne ✓' })
    expect(await told).toMatchObject({ kind: 'UIInteraction', text: '{"door":"öffne ✓"}' })
  })

  it('marks the place of a click, and moves the square by keys', async () => {
    const page = await open(version)
    const square = async () => (await stream.report())[0]!.scene.square.x
    const marked = bounded(
      'mark where it was clicked',
      page.evaluate(() => window.epicPage.marked(0.25, 0.5)),
    )
    await page.mouse.click(160, 180)
    await marked
    const before = await square()
    await page.keyboard.down('ArrowRight')
    await expect.poll(square).toBeGreaterThan(before)
    await page.keyboard.up('ArrowRight')
  })

  it('gets the close code of a kick', async () => {
    const page = await open(version, {})
    await stream.inject('kick', { reason: 'Maximum Runtime Reached' })
    await happened(page, 'webRtcDisconnected')
    expect(await page.evaluate(() => window.epicPage.closes())).toEqual([
      { code: 1011, reason: 'Maximum Runtime Reached' },
    ])
  })
})

describe('a player that makes the offer itself', () => {
  it('gets an answer and streams', async () => {
    const page = await open('5.7', { BrowserSendOffer: true })
    const answer = await bounded(
      'answer',
      page.evaluate(() => window.epicPage.ask({ who: 'offers' })),
    )
    expect(JSON.parse(answer)).toEqual({ who: 'offers' })
  })
})
