import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { launchOptions } from '../scripts/browser.mjs'
import { startDemoSite, type DemoSite } from './demo-site.ts'
import { untilTestEnds } from './until-test-ends.ts'

declare global {
  interface Window {
    /** In the page once `findings` has put its script there. */
    readonly axe: typeof axe
  }
}

let site: DemoSite
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startDemoSite()
  browser = await chromium.launch(launchOptions())
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Opens the desk at an address in its own page, and waits until it plays. Resolves with a function that leaves it. */
async function open(address: Record<string, string> = {}): Promise<() => Promise<void>> {
  // Wait until nothing of an earlier test is left on the stage.
  const { stage } = site
  await vi.waitFor(
    () =>
      expect(
        [...stage.streams(), ...stage.applications(), ...stage.pixelStreams()].map(({ id }) => id),
      ).toEqual([]),
    { timeout: 15_000 },
  )
  const opened = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page = opened
  await page.goto(`${site.url}/?${new URLSearchParams({ ...address, stage: site.stage.url })}`)
  await status('streaming')
  return async () => {
    // Leaving the page removes what it created on the stage.
    await opened.goto('about:blank')
    await opened.context().close()
  }
}

/** Opens the desk for one test. */
const openForTest = async (address?: Record<string, string>) => onTestFinished(await open(address))
/** Opens the desk for all tests of a block that leave it as it was. */
const openForAll = (address?: Record<string, string>) => {
  let leave: () => Promise<void>
  beforeAll(async () => void (leave = await open(address)))
  afterAll(() => leave?.())
}

const fact = (name: string) =>
  page.locator('.facts > div', { has: page.getByText(name, { exact: true }) }).locator('dd')
const status = (word: string) => page.locator(`.status[data-of="${word}"]`).waitFor()
const logged = (text: string) => page.getByRole('listitem').filter({ hasText: text }).first().waitFor()
const button = (name: string) => page.getByRole('button', { name, exact: true })

const counted = (name: string) =>
  page.locator('.counts > div', { has: page.getByText(name, { exact: true }) }).locator('dd')

/** The violations that axe finds on the page. */
async function findings(colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const results = await page.evaluate(() => window.axe.run())
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

describe('the desk of a stream', () => {
  openForAll()

  it('shows the latency and draws it', async () => {
    await expect.poll(() => page.locator('.plot output').textContent()).toMatch(/^\d+\.\d s$/)
    // A gap in the samples, as on a busy machine, begins another line.
    const points = () =>
      page
        .locator('.plot-line')
        .evaluateAll((lines) => lines.flatMap((line) => line.getAttribute('points')?.split(' ') ?? []).length)
    await expect.poll(points).toBeGreaterThan(3)
  })

  it('shows the stage’s refusal as a sentence', async () => {
    await button('Encoder returns').click()
    expect(await page.getByRole('alert').textContent()).toBe('The encoder is running; drop it first.')
  })

  it('has nothing that axe finds, light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) expect(await findings(colorScheme)).toEqual([])
  })
})

describe('the desk of a new stream', () => {
  beforeEach(() => open())

  it('injects and lifts a fault with the same button, by keyboard', async () => {
    const fault = button('Playlist not found')
    await fault.focus()
    await page.keyboard.press('Enter')
    await page.locator('[aria-pressed="true"]', { hasText: 'Playlist not found' }).waitFor()
    await logged('playlist-404 injected')
    await status('reconnecting')
    expect(await fact('Reconnect').textContent()).toContain('retrying, cause server')
    await page.keyboard.press('Enter')
    await status('streaming')
    await logged('playlist-404 lifted')
  })

  it('shows the states of the machine, and the log of the session', async () => {
    expect(await fact('Machine').textContent()).toContain('streaming')
    await button('Reconnect window runs out').click()
    await status('disconnected')
    expect(await fact('End').textContent()).toContain('1000')
    expect(await fact('Machine').textContent()).toContain('disconnected')
    await logged('streaming → disconnected')
  })

  it('starts another stream with the chosen server, container and levels, and a link to it', async () => {
    await page.getByRole('combobox', { name: 'Server' }).selectOption('mediamtx')
    await page.getByLabel('TS', { exact: true }).check()
    await page.getByLabel('Two', { exact: true }).check()
    const [before] = site.stage.streams()
    await button('Start a new stream').click()
    await page.waitForURL(/profile=mediamtx&container=ts&levels=2/)
    await expect
      .poll(() => site.stage.streams().map(({ options }) => options))
      .toMatchObject([{ profile: 'mediamtx', container: 'ts', levels: 2 }])
    expect(site.stage.streams()[0]?.id).not.toBe(before?.id)
    await status('streaming')
  })

  it('sends the parameters of a fault', async () => {
    await page.getByRole('button', { name: 'Parameters of Not live yet' }).click()
    await page.getByRole('combobox', { name: 'status' }).selectOption('412')
    await button('Not live yet').click()
    const [stream] = site.stage.streams()
    await expect
      .poll(() => stream?.events().findLast((event) => event.type === 'fault'))
      .toMatchObject({ fault: 'not-live', params: { status: '412' } })
  })

  it('removes its stream from the stage when the page is left', async () => {
    expect(site.stage.streams()).toHaveLength(1)
    await page.goto('about:blank')
    await expect.poll(() => site.stage.streams().length).toBe(0)
  })

  it('can start an application instead', async () => {
    await page.getByLabel('Application', { exact: true }).check()
    await page.getByRole('radio', { name: '2', exact: true }).check()
    await page.getByRole('spinbutton', { name: 'Inactive' }).fill('60')
    await button('Start a new application').click()
    await page.waitForURL(/show=application&workers=2&afk=60/)
    await expect
      .poll(() => site.stage.applications().map(({ options }) => options))
      .toMatchObject([{ workers: 2, afkMs: 60_000, afkWarningMs: 30_000 }])
    await status('streaming')
    expect(site.stage.streams()).toEqual([])
  })
})

describe('the desk of a stream with webhooks', () => {
  it('shows each webhook with its duplicates, and the exact countdown from it', async () => {
    await openForTest({ platform: 'mux' })
    const rows = page.locator('.webhooks tbody tr')
    await rows.filter({ hasText: 'video.live_stream.active' }).waitFor()
    await page.getByLabel('Copies').fill('1')
    await button('Set for what happens next').click()
    await button('Set').waitFor()
    await button('Encoder drops').click()
    await rows.filter({ hasText: 'video.live_stream.disconnected' }).filter({ hasText: 'copy' }).waitFor()
    await expect.poll(() => fact('Far end').textContent()).toMatch(/^lost, until \d\d:\d\d:\d\d$/)
    expect(await findings('light')).toEqual([])
  })
})

describe('the desk of an application', () => {
  openForAll({ show: 'application', heartbeat: '1' })

  it('loses and restores signalling with a toggle button, by keyboard', async () => {
    const [application] = site.stage.applications()
    await untilTestEnds(
      async () => {
        await button('Silent socket').focus()
        await page.keyboard.press('Enter')
      },
      () => application?.lift('silent-socket'),
    )
    await page.locator('[aria-pressed="true"]', { hasText: 'Silent socket' }).waitFor()
    await logged('signalling lost')
    await page.keyboard.press('Enter')
    await logged('signalling connected')
    expect(await fact('Status').textContent()).toBe('streaming')
  })

  it('fills the queue with simulated viewers, and clears it', async () => {
    await button('Add 12 simulated viewers').click()
    await expect.poll(() => counted('Queue').textContent()).toBe('12')
    await button('Add 300 simulated viewers').click()
    await expect.poll(() => counted('Queue').textContent()).toBe('312')
    await button('Remove 1 simulated viewer').click()
    await expect.poll(() => counted('Queue').textContent()).toBe('311')
    await button('Clear simulated viewers').click()
    await expect.poll(() => counted('Queue').textContent()).toBe('0')
  })

  it('shows and hides the statistics of the player with a button', async () => {
    const panel = page.locator('[data-standby="stats-panel"]')
    await button('Statistics').click()
    await panel.waitFor()
    await expect.poll(() => panel.textContent()).toContain('Round trip')
    await button('Statistics').click()
    await panel.waitFor({ state: 'detached' })
  })

  it('measures the latency from a click to its mark in the picture', async () => {
    await page.locator('[data-standby="stream-input"]').click({ position: { x: 200, y: 300 } })
    await expect
      .poll(() => page.locator('.plot output').textContent())
      .toMatch(/^picture \d+ ms · click to photon \d+ ms$/)
    await page.locator('.plot-dot').waitFor({ state: 'attached' })
  })

  it('has nothing that axe finds, light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) expect(await findings(colorScheme)).toEqual([])
  })
})

describe('the desk of a new application', () => {
  beforeEach(() => open({ show: 'application', heartbeat: '1' }))

  it('shows the counts of the application, and the effect of a fault', async () => {
    await expect.poll(() => counted('Sessions').textContent()).toBe('1')
    await expect.poll(() => counted('Peers').textContent()).toBe('1')
    await button('Server error').click()
    await status('failed')
    expect(await fact('End').textContent()).toContain('1011')
    await logged('viewer-1 ended: 1011')
    await expect.poll(() => counted('Sockets').textContent()).toBe('0')
    await expect.poll(() => counted('Sessions').textContent()).toBe('0')
  })

  it('removes its application from the stage when the page is left', async () => {
    expect(site.stage.applications()).toHaveLength(1)
    await page.goto('about:blank')
    await expect.poll(() => site.stage.applications().length).toBe(0)
  })
})

describe('the desk of a pixel stream', () => {
  it('shows its streamer, measures a click, and shows a kick', async () => {
    await openForTest({ show: 'pixel-stream' })
    await page.getByRole('row', { name: /Stage running this one/ }).waitFor()
    await page.locator('[data-standby="stream-input"]').click({ position: { x: 200, y: 200 } })
    await expect
      .poll(() => page.locator('.plot output').textContent())
      .toMatch(/^picture \d+ ms · click to photon \d+ ms$/)
    await button('Kick').click()
    await status('failed')
    expect(await fact('End').textContent()).toContain('1011')
    await logged('Player0 ended: 1011 kicked')
    await expect.poll(() => counted('Peers').textContent()).toBe('0')
    expect(await findings('light')).toEqual([])
  })

  it('starts another with Arcware’s server and two streamers, and a link to it', async () => {
    await openForTest({ show: 'pixel-stream' })
    await page.getByLabel('Arcware', { exact: true }).check()
    await page.getByRole('radio', { name: '2', exact: true }).check()
    await button('Start a new pixel stream').click()
    await page.waitForURL(/show=pixel-stream&vendor=arcware&streamers=2/)
    await expect
      .poll(() => site.stage.pixelStreams().map(({ options }) => options))
      .toMatchObject([{ vendor: 'arcware', streamers: 2 }])
    await status('streaming')
    await page.goto('about:blank')
    await expect.poll(() => site.stage.pixelStreams().length).toBe(0)
  })
})
