import { startWorkerProcess, type WorkerProcess } from '@standby/stage/worker'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { launchOptions } from '../scripts/browser.mjs'
import { startPlayerSite, type PlayerSite } from './player-page.ts'
import { growthOf } from './memory.ts'
import { playsAll } from './run-size.ts'
import { untilTestEnds } from './until-test-ends.ts'
import type { Happening, WhepPage } from './whep-page/main.ts'

declare global {
  interface Window {
    whepPage: WhepPage
  }
}

let site: PlayerSite
let browser: Browser
let page: Page
/** Shared by tests that leave it as it was. */
let steady: WorkerProcess

beforeAll(async () => {
  ;[site, browser, steady] = await Promise.all([
    startPlayerSite('whep-page'),
    chromium.launch(launchOptions()),
    startWorkerProcess({ number: 7, tokens: ['good'] }),
  ])
  page = await browser.newPage()
  await page.goto(site.url)
})

afterAll(async () => {
  await browser?.close()
  await steady?.kill()
  await site?.close()
})

/** A worker of its own, for a test that breaks it. */
async function startWorker(number = 7): Promise<WorkerProcess> {
  const worker = await startWorkerProcess({ number, tokens: ['good'] })
  onTestFinished(() => worker.kill())
  return worker
}

const start = (url: string, token = 'good') =>
  untilTestEnds(
    () => page.evaluate((stream) => window.whepPage.start(stream), { url, token }),
    () => page.evaluate(() => window.whepPage.destroy()),
  )

/** A viewer with a picture and an open data channel: it waits for the worker's echo of a message. */
async function streaming(worker = steady) {
  await start(worker.url)
  const picture = await page.evaluate(() => window.whepPage.nextPicture())
  await page.evaluate(async () => {
    window.whepPage.send({ hello: 'worker' })
    await window.whepPage.happened('message')
  })
  return { worker, picture }
}

const happened = (type: string): Promise<Happening> =>
  page.evaluate((type) => window.whepPage.happened(type), type)
/** Types of all events so far, in order. */
const happenings = () => page.evaluate(() => window.whepPage.happenings().map(({ event }) => event.type))

describe('an interactive stream', () => {
  it('shows new pictures of the worker', async () => {
    const { picture } = await streaming()
    expect(picture.worker).toBe(7)
    const next = await page.evaluate(() => window.whepPage.nextPicture())
    expect(next.timeMs).toBeGreaterThan(picture.timeMs)
    expect(next.frame).not.toBe(picture.frame)
    const age = async () => {
      const { paintedAt, timeMs } = await page.evaluate(() => window.whepPage.nextPicture())
      return paintedAt - timeMs
    }
    await expect.poll(age).toBeLessThan(5000)
    expect(await page.evaluate(() => window.whepPage.state())).toMatchObject({
      status: 'streaming',
      playback: 'playing',
    })
  })

  it('begins with a current picture after a time without viewers', async () => {
    const painted = async () => (await steady.report()).scene.frame
    await expect.poll(async () => (await steady.report()).viewers).toEqual([])
    const idle = await painted()
    // An idle worker paints two frames a second, so the last keyframe is old by then.
    await expect.poll(painted).toBeGreaterThan(idle + 3)
    const latest = await painted()
    await start(steady.url)
    const { frame } = await page.evaluate(() => window.whepPage.nextPicture())
    expect(frame).toBeGreaterThanOrEqual(latest)
  })

  it('shows a mark where the viewer clicks', async () => {
    await streaming()
    expect((await happened('tracks')).event).toEqual({ type: 'tracks', input: true })
    for (const [x, y] of [
      [0.3, 0.6],
      [0.7, 0.45],
      [0.2, 0.35],
      [0.8, 0.7],
      [0.5, 0.3],
    ])
      await page.evaluate(([x = 0, y = 0]) => window.whepPage.click(x, y), [x, y])
    expect(await page.evaluate(() => window.whepPage.isMarked(0.6, 0.8))).toBe(false)
  })

  it('leaves nothing at the worker when left', async () => {
    const { worker } = await streaming()
    expect((await worker.report()).viewers).toHaveLength(1)
    await page.evaluate(() => window.whepPage.leave())
    await happened('status')
    await expect.poll(async () => (await worker.report()).viewers).toEqual([])
  })

  it('leaves nothing at the worker when the page is left', async () => {
    const { worker } = await streaming()
    await untilTestEnds(
      () => page.goto('about:blank'),
      () => page.goto(site.url),
    )
    await expect.poll(async () => (await worker.report()).viewers).toEqual([])
  })

  it('leaves nothing in the page when destroyed at any step', async () => {
    const cycle = (rounds: number) =>
      page.evaluate(
        async ([url, rounds]) => {
          for (let round = 0; round < rounds; round++)
            for (const step of [null, 'assigned', 'progress', 'media']) {
              window.whepPage.start({ url, token: 'good' })
              if (step === 'media') await window.whepPage.nextPicture()
              else if (step) await window.whepPage.happened(step)
              window.whepPage.destroy()
            }
        },
        [steady.url, rounds] as const,
      )
    const grown = await growthOf(page, { warmUp: 2, count: 1, size: playsAll ? 8 : 2 }, cycle, () =>
      expect.poll(async () => (await steady.report()).viewers).toEqual([]),
    )
    expect(grown.nodes).toBeLessThanOrEqual(0)
    expect(grown.listeners).toBeLessThanOrEqual(0)
  })

  it('reports delivery statistics', async () => {
    await streaming()
    const stats = await page.evaluate(async () => {
      await window.whepPage.nextStats()
      return window.whepPage.nextStats()
    })
    expect(stats).toMatchObject({ width: 640, height: 360, codec: 'H264' })
    expect(stats.packetLoss).toBeGreaterThanOrEqual(0)
    expect(stats.packetLoss).toBeLessThan(1)
    expect(stats.bitrate).toBeGreaterThan(0)
    expect(stats.framesPerSecond).toBeGreaterThan(0)
    expect(stats.roundTripMs).toBeGreaterThanOrEqual(0)
  })

  it('is refused with a wrong token', async () => {
    await start(steady.url, 'wrong')
    expect((await happened('closed')).event).toMatchObject({ code: 1008, cause: 'forbidden' })
    expect(await page.evaluate(() => window.whepPage.state())).toMatchObject({
      status: 'failed',
      end: { cause: 'forbidden', kind: 'refused' },
    })
  })
})

const isClosed = async (): Promise<number> => ((await happened('closed')).event as { code: number }).code

describe('a lost worker', () => {
  it('is detected when killed, and the session reconnects', async () => {
    const { worker } = await streaming(await startWorker())
    await worker.kill()
    expect((await happened('stalled')).event).toMatchObject({ cause: 'network' })
    expect((await happened('closed')).event).toMatchObject({ code: 1006, cause: 'network' })
    // The viewer saw `stalled` before the connection was given up.
    const types = await happenings()
    expect(types.indexOf('stalled')).toBeGreaterThan(-1)
    expect(types.indexOf('stalled')).toBeLessThan(types.indexOf('closed'))
    expect(types).not.toContain('lost')
    await expect.poll(() => page.evaluate(() => window.whepPage.state().status)).toBe('reconnecting')
  })

  it.each([
    ['crashes', (worker: WorkerProcess) => worker.command({ type: 'crash' })],
    [
      'drops its viewer',
      async (worker: WorkerProcess) => {
        const { viewers } = await worker.report()
        worker.command({ type: 'drop', viewer: viewers[0]?.id ?? '' })
      },
    ],
  ])('is detected when it %s', async (_, end) => {
    const { worker } = await streaming(await startWorker())
    await end(worker)
    expect([1005, 1006]).toContain(await isClosed())
  })

  it('is replaced by another worker', async () => {
    const { worker } = await streaming(await startWorker())
    const next = await startWorker(8)
    await page.evaluate((url) => window.whepPage.move(url), next.url)
    await worker.kill()
    await happened('closed')
    // On a busy machine a picture of the first worker may still come.
    const seen = async () => (await page.evaluate(() => window.whepPage.nextPicture())).worker
    await expect.poll(seen).toBe(8)
    await expect.poll(() => page.evaluate(() => window.whepPage.state().status)).toBe('streaming')
  })
})

describe('frozen media', () => {
  it('is reported as lost by the far end, and plays on when it moves again', async () => {
    const { worker } = await streaming()
    const move = await untilTestEnds(
      () => worker.command({ type: 'freeze', on: true }),
      () => worker.command({ type: 'freeze', on: false }),
    )
    const lost = await happened('lost')
    expect(lost.event).toMatchObject({ exact: true, onDeadline: 'retry' })
    // A far end that answers slowly may first be taken for a network problem.
    const said = await page.evaluate(() => window.whepPage.happenings().map(({ event }) => event))
    expect(said).toContainEqual({ type: 'stalled', cause: 'far-end' })
    const types = said.map(({ type }) => type)
    expect(types.indexOf('stalled')).toBeLessThan(types.indexOf('lost'))
    expect(await page.evaluate(() => window.whepPage.state())).toMatchObject({
      status: 'reconnecting',
      reconnect: { mode: 'holding', cause: 'far-end' },
    })
    await move()
    await happened('returned')
    await page.evaluate(() => window.whepPage.nextPicture())
    await expect.poll(() => page.evaluate(() => window.whepPage.state().status)).toBe('streaming')
    expect((await worker.report()).viewers).toHaveLength(1)
  })
})

describe('a silent data channel', () => {
  it('does not end the session while media packets arrive', async () => {
    const { worker } = await streaming()
    await untilTestEnds(
      () => worker.command({ type: 'mute-channel', on: true }),
      () => worker.command({ type: 'mute-channel', on: false }),
    )
    await page.evaluate(async () => {
      // One second each: longer than it takes to detect a dead connection.
      for (let sample = 0; sample < 4; sample++) await window.whepPage.nextStats()
    })
    expect(await happenings()).not.toContain('closed')
    expect(await happenings()).not.toContain('lost')
  })
})

describe('a network that drops everything', () => {
  it('is detected, and a later attempt succeeds once the network is back', async () => {
    const { worker } = await streaming()
    const mend = await untilTestEnds(
      () => worker.command({ type: 'network', impairment: { hole: true } }),
      () => worker.command({ type: 'network', impairment: {} }),
    )
    expect((await happened('stalled')).event).toMatchObject({ cause: 'network' })
    expect((await happened('closed')).event).toMatchObject({ code: 1006, cause: 'network' })
    const types = await happenings()
    expect(types.indexOf('stalled')).toBeLessThan(types.indexOf('closed'))
    await mend()
    await page.evaluate(() => window.whepPage.nextPicture())
    await expect.poll(() => page.evaluate(() => window.whepPage.state().status)).toBe('streaming')
  })
})
