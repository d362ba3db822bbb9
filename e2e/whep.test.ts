import { startWorkerProcess, type WorkerProcess } from '@standby/stage/worker'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArgs, findBrowser } from '../scripts/browser.mjs'
import { startPlayerSite, type PlayerSite } from './player-page.ts'
import type { Happening, WhepPage } from './whep-page/main.ts'

declare global {
  interface Window {
    whepPage: WhepPage
  }
}

let site: PlayerSite
let browser: Browser
const workers: WorkerProcess[] = []
const pages: Page[] = []

beforeAll(async () => {
  const executablePath = findBrowser()
  ;[site, browser] = await Promise.all([
    startPlayerSite('whep-page'),
    chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) }),
  ])
})

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()))
  await Promise.all(workers.splice(0).map((worker) => worker.kill()))
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function startWorker(number = 7): Promise<WorkerProcess> {
  const worker = await startWorkerProcess({ number, tokens: ['good'] })
  workers.push(worker)
  return worker
}

async function open(url: string, token = 'good'): Promise<Page> {
  const page = await browser.newPage()
  pages.push(page)
  await page.goto(site.url)
  await page.evaluate((stream) => window.whepPage.start(stream), { url, token })
  return page
}

/** A viewer who sees a worker's picture; the data channel is open, since the worker echoes a message. */
async function streaming() {
  const worker = await startWorker()
  const page = await open(worker.url)
  const picture = await page.evaluate(() => window.whepPage.nextPicture())
  await page.evaluate(async () => {
    window.whepPage.send({ hello: 'worker' })
    await window.whepPage.happened('message')
  })
  return { worker, page, picture }
}

const happened = (page: Page, type: string, after = 0): Promise<Happening> =>
  page.evaluate(([type, after]) => window.whepPage.happened(type, after), [type, after] as const)

const paintedAt = (page: Page): Promise<number> => page.evaluate(() => window.whepPage.paintedAt())

describe('an interactive stream', () => {
  it('shows the worker’s picture, and new ones', async () => {
    const { page, picture } = await streaming()
    expect(picture.worker).toBe(7)
    const next = await page.evaluate(() => window.whepPage.nextPicture())
    expect(next.timeMs).toBeGreaterThan(picture.timeMs)
    expect(next.frame).not.toBe(picture.frame)
    const age = async () => {
      const { paintedAt, timeMs } = await page.evaluate(() => window.whepPage.nextPicture())
      return paintedAt - timeMs
    }
    await expect.poll(age).toBeLessThan(500)
    expect(await page.evaluate(() => window.whepPage.state())).toMatchObject({
      status: 'streaming',
      playback: 'playing',
    })
  })

  it('begins with a picture of now, however long nobody was there', async () => {
    const worker = await startWorker()
    const idle = (await worker.report()).scene.frame
    // Two a second: the keyframe is old by then.
    const frames = async () => (await worker.report()).scene.frame
    await expect.poll(frames, { timeout: 10_000 }).toBeGreaterThan(idle + 4)
    const page = await open(worker.url)
    const { paintedAt, timeMs } = await page.evaluate(() => window.whepPage.nextPicture())
    console.info(`the first picture: ${paintedAt - timeMs} ms old`)
    expect(paintedAt - timeMs).toBeLessThan(1000)
  })

  it('puts a mark where the viewer clicks', async () => {
    const { page } = await streaming()
    expect((await happened(page, 'tracks')).event).toEqual({ type: 'tracks', input: true })
    const took: number[] = []
    for (const [x, y] of [
      [0.3, 0.6],
      [0.7, 0.45],
      [0.2, 0.35],
      [0.8, 0.7],
      [0.5, 0.3],
    ])
      took.push(await page.evaluate(([x = 0, y = 0]) => window.whepPage.click(x, y), [x, y]))
    console.info(`click to its mark: ${took.sort((a, b) => a - b).join(', ')} ms`)
    expect(await page.evaluate(() => window.whepPage.isMarked(0.6, 0.8))).toBe(false)
  })

  it('is left without a trace at the worker', async () => {
    const { worker, page } = await streaming()
    expect((await worker.report()).viewers).toHaveLength(1)
    await page.evaluate(() => window.whepPage.leave())
    await happened(page, 'status')
    await expect.poll(async () => (await worker.report()).viewers).toEqual([])
  })

  it('is left without a trace when the page goes away', async () => {
    const { worker, page } = await streaming()
    await page.goto('about:blank')
    await expect.poll(async () => (await worker.report()).viewers).toEqual([])
  })

  it('is left without a trace in the page, however far it came', async () => {
    const worker = await startWorker()
    const page = await browser.newPage()
    pages.push(page)
    await page.goto(site.url)
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    const left = async () => {
      for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage')
      const { metrics } = await cdp.send('Performance.getMetrics')
      const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN
      return { nodes: metric('Nodes'), listeners: metric('JSEventListeners') }
    }
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
        [worker.url, rounds] as const,
      )
    await cycle(2)
    await expect.poll(async () => (await worker.report()).viewers).toEqual([])
    const before = await left()
    await cycle(8)
    await expect.poll(async () => (await worker.report()).viewers).toEqual([])
    const grown = async () => {
      const { nodes, listeners } = await left()
      return Math.max(nodes - before.nodes, listeners - before.listeners)
    }
    await expect.poll(grown).toBeLessThanOrEqual(0)
  })

  it('tells how delivery does', async () => {
    const { page } = await streaming()
    const stats = await page.evaluate(async () => {
      await window.whepPage.nextStats()
      return window.whepPage.nextStats()
    })
    expect(stats).toMatchObject({ width: 640, height: 360, codec: 'H264', packetLoss: 0 })
    expect(stats.bitrate).toBeGreaterThan(50_000)
    expect(stats.framesPerSecond).toBeGreaterThan(0)
    expect(stats.roundTripMs).toBeGreaterThanOrEqual(0)
  })

  it('is refused with a wrong token', async () => {
    const worker = await startWorker()
    const page = await open(worker.url, 'wrong')
    expect((await happened(page, 'closed')).event).toMatchObject({ code: 1008, cause: 'forbidden' })
    expect(await page.evaluate(() => window.whepPage.state())).toMatchObject({
      status: 'failed',
      end: { cause: 'forbidden', kind: 'refused' },
    })
  })
})

describe('a worker that is killed', () => {
  it('is noticed within a second and given up within three', async () => {
    const { worker, page } = await streaming()
    await worker.kill()
    const starved = await happened(page, 'starved')
    const stalled = await happened(page, 'stalled')
    const closed = await happened(page, 'closed')
    const last = await paintedAt(page)
    expect(starved.event).toMatchObject({ cause: 'network' })
    expect(stalled.at - last).toBeLessThan(1000)
    expect(closed.event).toMatchObject({ code: 1006, cause: 'network' })
    expect(closed.at - last).toBeLessThan(3000)
    console.info(
      `killed: starved after ${starved.at - last} ms, stalled ${stalled.at - last} ms, closed ${closed.at - last} ms`,
    )
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
  ])('is missed as soon when it %s', async (_, end) => {
    const { worker, page } = await streaming()
    await end(worker)
    const closed = await happened(page, 'closed')
    const last = await paintedAt(page)
    expect([1005, 1006]).toContain((closed.event as { code: number }).code)
    expect(closed.at - last).toBeLessThan(3000)
    console.info(`closed with ${(closed.event as { code: number }).code} after ${closed.at - last} ms`)
  })

  it('is replaced by the next one', async () => {
    const { worker, page } = await streaming()
    const next = await startWorker(8)
    await page.evaluate((url) => window.whepPage.move(url), next.url)
    await worker.kill()
    await happened(page, 'closed')
    // A busy machine may have lost the first worker once before.
    const seen = async () => (await page.evaluate(() => window.whepPage.nextPicture())).worker
    await expect.poll(seen, { timeout: 10_000 }).toBe(8)
    expect(await page.evaluate(() => window.whepPage.state().status)).toBe('streaming')
  })
})

describe('media that freezes', () => {
  it('is the far end’s, is lost within three seconds, and is shown again when it moves', async () => {
    const { worker, page } = await streaming()
    worker.command({ type: 'freeze', on: true })
    const starved = await happened(page, 'starved')
    const stalled = await happened(page, 'stalled')
    const lost = await happened(page, 'lost')
    const last = await paintedAt(page)
    // A far end that is slow to answer looks like the network at first.
    const said = await page.evaluate(() => window.whepPage.happenings().map(({ event }) => event))
    expect(said).toContainEqual({ type: 'starved', cause: 'far-end' })
    expect(stalled.at - last).toBeLessThan(1000)
    expect(lost.event).toMatchObject({ exact: true, then: 'retry' })
    expect(lost.at - last).toBeLessThan(3000)
    console.info(
      `frozen: starved after ${starved.at - last} ms, stalled ${stalled.at - last} ms, lost ${lost.at - last} ms`,
    )
    expect(await page.evaluate(() => window.whepPage.state())).toMatchObject({
      status: 'reconnecting',
      reconnect: { mode: 'holding', cause: 'far-end' },
    })
    worker.command({ type: 'freeze', on: false })
    await happened(page, 'returned')
    await page.evaluate(() => window.whepPage.nextPicture())
    await expect.poll(() => page.evaluate(() => window.whepPage.state().status)).toBe('streaming')
    expect((await worker.report()).viewers).toHaveLength(1)
  })
})

describe('a data channel that answers nothing any more', () => {
  it('is nobody’s death while packets come', async () => {
    const { worker, page } = await streaming()
    worker.command({ type: 'mute-channel', on: true })
    const types = await page.evaluate(async () => {
      // A second each: longer than a death takes to be noticed.
      for (let sample = 0; sample < 4; sample++) await window.whepPage.nextStats()
      return window.whepPage.happenings().map(({ event }) => event.type)
    })
    expect(types).not.toContain('starved')
    expect(types).not.toContain('closed')
  })
})

describe('a network that lets nothing through', () => {
  it('is noticed within a second and given up within three', async () => {
    const { worker, page } = await streaming()
    worker.command({ type: 'network', impairment: { hole: true } })
    const starved = await happened(page, 'starved')
    const closed = await happened(page, 'closed')
    const last = await paintedAt(page)
    expect(starved.event).toMatchObject({ cause: 'network' })
    expect(starved.at - last).toBeLessThan(1000)
    expect(closed.event).toMatchObject({ code: 1006, cause: 'network' })
    expect(closed.at - last).toBeLessThan(3000)
    console.info(`hole: starved after ${starved.at - last} ms, closed after ${closed.at - last} ms`)
    worker.command({ type: 'network', impairment: {} })
    await page.evaluate(() => window.whepPage.nextPicture())
    expect(await page.evaluate(() => window.whepPage.state().status)).toBe('streaming')
  })
})
