import { startStage, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from './seeded.ts'
import { reached } from './page-waits.ts'
import { playsAll } from './run-size.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'
import { startWeakLine, type WeakLine } from './weak-line.ts'

const small = { width: 160, height: 90, fps: 20, kbps: 200 }
/** So that a hundred of them fit into a test. */
const quick = { baseMs: 20, capMs: 60 }
const kills = playsAll ? 100 : 12
/** Kept for longer than any machine is slow. */
const keptMs = 600_000

let viewers: SessionViewers
let stage: Stage
let line: WeakLine

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  line = await startWeakLine(stage.port)
})

afterEach(async () => {
  await viewers.closePages()
  await Promise.all(stage.applications().map((application) => application.close()))
})

afterAll(async () => {
  await viewers?.close()
  await line?.close()
  await stage?.close()
})

/** A viewer who streams; signalling goes over the weak line, media does not. */
async function streaming(application: StageApplication): Promise<Page> {
  const gateway = line.through(application.gatewayUrl)
  const page = await viewers.open({ gateway, app: application.id, media: 'whep', backoff: quick })
  await reached(page, 'streaming')
  await page.evaluate(() => window.sessionPage.paint(2))
  return page
}

const state = (page: Page) => page.evaluate(() => window.sessionPage.state())
/** The viewer is known to the stage by a socket, and knows it. */
const isBack = async (page: Page, application: StageApplication) =>
  application.state().viewers.every(({ present }) => present) &&
  (await state(page)).signalling === 'connected' &&
  (await state(page)).status

describe(`a socket that is cut ${kills} times`, () => {
  it('comes back to the same worker every time, while the picture goes on', async () => {
    const application = stage.createApplication({ ...small, workers: 2, workerGraceMs: keptMs })
    const page = await streaming(application)
    const [{ id: viewer, worker } = { id: '', worker: null }] = application.state().viewers
    const strip = await page.evaluate(() => window.sessionPage.strip())
    const attempts = line.attempts.length
    const media: string[] = []
    application.on((event) => void (event.type === 'media' && media.push(event.state)))
    const random = seeded(4)
    for (let kill = 0; kill < kills; kill++) {
      // Every third is struck while it comes back: in the handshake, in its answer, or right after it.
      if (kill % 3 === 2) line.cutNextAfter(Math.floor(random() * 700))
      else await page.evaluate((count) => window.sessionPage.paint(count), Math.floor(random() * 4))
      const before = await page.evaluate(() => window.sessionPage.painted())
      line.cut()
      await expect.poll(() => isBack(page, application), { interval: 5 }).toBe('streaming')
      expect(application.state().viewers).toMatchObject([{ id: viewer, worker, peerConnections: 1 }])
      // It still paints.
      await page.evaluate((before) => {
        const since = window.sessionPage.painted() - before
        return window.sessionPage.paint(1 - since)
      }, before)
    }
    expect(line.attempts.length).toBeGreaterThanOrEqual(attempts + kills)
    // Media was never touched, and nobody was told anything but that it streams.
    expect(media).toEqual([])
    const statuses = await page.evaluate(() => window.sessionPage.statuses())
    expect(statuses.at(-1)?.status).toBe('streaming')
    expect(statuses.filter(({ status }) => status === 'streaming')).toHaveLength(1)
    const now = await page.evaluate(() => window.sessionPage.strip())
    expect(now.worker).toBe(strip.worker)
    // No second of it is missing: frames are counted by the worker.
    expect(now.frame).toBeGreaterThan(strip.frame)
  })
})

describe('a socket that is away for longer than its window', () => {
  it('is given a fresh worker', async () => {
    const application = stage.createApplication({ ...small, workers: 2, workerGraceMs: 800 })
    const page = await streaming(application)
    const [{ id: viewer, worker } = { id: '', worker: null }] = application.state().viewers
    // Somebody waits for the worker, so that it is not there any more.
    const [neighbour = ''] = application.addViewers(2)
    const other = application.state().viewers.find(({ id }) => id === neighbour)?.worker
    const taken = application.next('assigned', (event) => event.worker === worker)
    const wakeUp = await untilTestEnds(
      () => line.become('dead'),
      () => line.become('alive'),
    )
    const ended = application.next('ended', (event) => event.viewer === viewer)
    line.cut()
    await Promise.all([ended, taken])
    application.end(neighbour, 1000, 'ended')
    await wakeUp()
    // The old picture may still stand while the viewer is let in anew: what counts is where it ends.
    const fresh = () => application.state().viewers.find(({ simulated }) => !simulated)
    await expect.poll(fresh).toMatchObject({ worker: other, present: true })
    expect(fresh()?.id).not.toBe(viewer)
    await expect
      .poll(async () => `worker-${(await page.evaluate(() => window.sessionPage.strip())).worker}`)
      .toBe(other)
    expect(await isBack(page, application)).toBe('streaming')
  })
})

describe('a page that is reloaded', () => {
  it('has the same worker again, and one peer connection', async () => {
    const application = stage.createApplication({ ...small, workers: 2, workerGraceMs: keptMs })
    const page = await streaming(application)
    const [before] = application.state().viewers
    for (let reload = 0; reload < 3; reload++) {
      await page.reload()
      await reached(page, 'streaming')
      expect(application.state().viewers).toMatchObject([
        { id: before?.id, worker: before?.worker, present: true },
      ])
      await expect.poll(() => application.state().peerConnections).toBe(1)
    }
  })

  it('after its window has the place of somebody new', async () => {
    const application = stage.createApplication({ ...small, workerGraceMs: 300 })
    const page = await streaming(application)
    const address = page.url()
    const [before] = application.state().viewers
    const ended = application.next('ended')
    await page.goto('about:blank')
    await ended
    await page.goto(address)
    await reached(page, 'streaming')
    expect(application.state().viewers).toHaveLength(1)
    expect(application.state().viewers[0]?.id).not.toBe(before?.id)
  })
})

describe('a place in the queue', () => {
  it('outlives its socket as well', async () => {
    const application = stage.createApplication({ media: 'none', workers: 1, queueGraceMs: keptMs })
    application.addViewers(3)
    const page = await viewers.open({
      gateway: line.through(application.gatewayUrl),
      app: application.id,
      media: 'quiet',
      backoff: quick,
    })
    await reached(page, 'queued')
    application.addViewers(5)
    const place = () => application.state().viewers.find(({ simulated }) => !simulated)
    const before = place()
    expect(before?.position).toBe(3)
    const random = seeded(5)
    for (let kill = 0; kill < (playsAll ? 15 : 6); kill++) {
      if (kill % 3 === 2) line.cutNextAfter(Math.floor(random() * 500))
      line.cut()
      await expect.poll(() => place()?.present && state(page).then(({ status }) => status)).toBe('queued')
      await expect.poll(async () => (await state(page)).queue?.position).toBe(3)
      expect(place()).toMatchObject({ id: before?.id, position: 3 })
    }
  })
})
