import { startStage, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from './seeded.ts'
import { reached } from './page-waits.ts'
import { playsAll } from './run-size.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'
import { startWeakNetwork, type WeakNetwork } from './weak-line.ts'

const small = { width: 160, height: 90, fps: 20, kbps: 200 }
/** Short pauses, so that 100 reconnects fit into a test. */
const quick = { baseMs: 20, capMs: 60 }
const kills = playsAll ? 100 : 12
/** Longer than any test on a slow machine. */
const keptMs = 600_000

let viewers: SessionViewers
let stage: Stage
let network: WeakNetwork

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  network = await startWeakNetwork(stage.port)
})

afterEach(async () => {
  await viewers.closePages()
  await Promise.all(stage.applications().map((application) => application.close()))
})

afterAll(async () => {
  await viewers?.close()
  await network?.close()
  await stage?.close()
})

/** A streaming viewer; signalling goes over the weak network, media does not. */
async function streaming(application: StageApplication): Promise<Page> {
  const gateway = network.through(application.gatewayUrl)
  const page = await viewers.open({ gateway, app: application.id, media: 'whep', backoff: quick })
  await reached(page, 'streaming')
  await page.evaluate(() => window.sessionPage.paint(2))
  return page
}

const state = (page: Page) => page.evaluate(() => window.sessionPage.state())
/** Resolves with the session's status once both sides have signalling again; else with false. */
const isBack = async (page: Page, application: StageApplication) =>
  application.state().viewers.every(({ present }) => present) &&
  (await state(page)).signalling === 'connected' &&
  (await state(page)).status

describe(`a socket cut ${kills} times`, () => {
  it('reconnects to the same worker every time, while the picture goes on', async () => {
    const application = stage.createApplication({ ...small, workers: 2, workerGraceMs: keptMs })
    const page = await streaming(application)
    const [{ id: viewer, worker } = { id: '', worker: null }] = application.state().viewers
    const strip = await page.evaluate(() => window.sessionPage.strip())
    const attempts = network.attempts.length
    const media: string[] = []
    application.on((event) => void (event.type === 'media' && media.push(event.state)))
    const random = seeded(4)
    for (let kill = 0; kill < kills; kill++) {
      // Every third time it is cut again while it reconnects: in the handshake, in the answer, or right after it.
      if (kill % 3 === 2) network.cutNextAfter(Math.floor(random() * 700))
      else await page.evaluate((count) => window.sessionPage.paint(count), Math.floor(random() * 4))
      const before = await page.evaluate(() => window.sessionPage.painted())
      network.cut()
      await expect.poll(() => isBack(page, application), { interval: 5 }).toBe('streaming')
      expect(application.state().viewers).toMatchObject([{ id: viewer, worker, peerConnections: 1 }])
      // The picture goes on.
      await page.evaluate((before) => {
        const since = window.sessionPage.painted() - before
        return window.sessionPage.paint(1 - since)
      }, before)
    }
    expect(network.attempts.length).toBeGreaterThanOrEqual(attempts + kills)
    // Media was never reconnected, and the status stayed `streaming`.
    expect(media).toEqual([])
    const statuses = await page.evaluate(() => window.sessionPage.statuses())
    expect(statuses.at(-1)?.status).toBe('streaming')
    expect(statuses.filter(({ status }) => status === 'streaming')).toHaveLength(1)
    const now = await page.evaluate(() => window.sessionPage.strip())
    expect(now.worker).toBe(strip.worker)
    // The worker's frame count went on: it is the same worker process.
    expect(now.frame).toBeGreaterThan(strip.frame)
  })
})

describe('a socket lost for longer than its grace period', () => {
  it('gets a new worker', async () => {
    const application = stage.createApplication({ ...small, workers: 2, workerGraceMs: 800 })
    const page = await streaming(application)
    const [{ id: viewer, worker } = { id: '', worker: null }] = application.state().viewers
    // A waiting viewer takes the worker, so that it is not free any more.
    const [neighbour = ''] = application.addViewers(2)
    const other = application.state().viewers.find(({ id }) => id === neighbour)?.worker
    const taken = application.next('assigned', (event) => event.worker === worker)
    const wakeUp = await untilTestEnds(
      () => network.become('dead'),
      () => network.become('alive'),
    )
    const ended = application.next('ended', (event) => event.viewer === viewer)
    network.cut()
    await Promise.all([ended, taken])
    application.end(neighbour, 1000, 'ended')
    await wakeUp()
    // The old picture may still show during the reconnect; only the final one counts.
    const fresh = () => application.state().viewers.find(({ simulated }) => !simulated)
    await expect.poll(fresh).toMatchObject({ worker: other, present: true })
    expect(fresh()?.id).not.toBe(viewer)
    await expect
      .poll(async () => `worker-${(await page.evaluate(() => window.sessionPage.strip())).worker}`)
      .toBe(other)
    expect(await isBack(page, application)).toBe('streaming')
  })
})

describe('a reloaded page', () => {
  it('gets the same worker again, with one peer connection', async () => {
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

  it('gets a new place after its grace period', async () => {
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
  it('is kept when its socket is cut repeatedly', async () => {
    const application = stage.createApplication({ media: 'none', workers: 1, queueGraceMs: keptMs })
    application.addViewers(3)
    const page = await viewers.open({
      gateway: network.through(application.gatewayUrl),
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
      if (kill % 3 === 2) network.cutNextAfter(Math.floor(random() * 500))
      network.cut()
      await expect.poll(() => place()?.present && state(page).then(({ status }) => status)).toBe('queued')
      await expect.poll(async () => (await state(page)).queue?.position).toBe(3)
      expect(place()).toMatchObject({ id: before?.id, position: 3 })
    }
  })
})
