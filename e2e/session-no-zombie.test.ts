import { startStage, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { startWeakLine, type WeakLine } from './weak-line.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200 }
/** How long the stage keeps a place for a viewer who says nothing. */
const keptMs = 500

let viewers: SessionViewers
let stage: Stage
/** One worker, free again after each viewer. */
let showroom: StageApplication

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  showroom = stage.createApplication({ ...small, queueGraceMs: keptMs, workerGraceMs: keptMs })
  await showroom.next('worker', ({ state }) => state === 'free')
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

/** A page that has come to a moment, and what is left of it at the stage. */
interface Scene {
  readonly page: Page
  readonly application: StageApplication
  /** What happens to the world once the viewer is gone. */
  after?(): Promise<void> | void
  end(): Promise<void> | void
}

async function withoutMedia(workers: number, line?: WeakLine): Promise<Omit<Scene, 'end'>> {
  const application = stage.createApplication({
    media: 'none',
    workers,
    queueGraceMs: keptMs,
    workerGraceMs: keptMs,
  })
  const url = new URL(application.gatewayUrl)
  if (line) url.port = String(line.port)
  const page = await viewers.open({
    gateway: url.href,
    app: application.id,
    media: 'quiet',
    // What would come back would do so at once.
    backoff: { baseMs: 60_000, capMs: 60_000 },
  })
  return { page, application }
}

async function withMedia(prepare?: (page: Page) => Promise<unknown>): Promise<Scene> {
  const page = await viewers.blank()
  await prepare?.(page)
  await viewers.goTo(page, { gateway: showroom.gatewayUrl, app: showroom.id, media: 'whep' })
  return { page, application: showroom, end: () => undefined }
}

const reached = (page: Page, status: Parameters<Window['sessionPage']['reached']>[0]) =>
  page.evaluate((status) => window.sessionPage.reached(status), status)

const moments: Record<string, () => Promise<Scene>> = {
  async 'asking a gateway that is not reached yet'() {
    const line = await startWeakLine(stage.port)
    line.become('mute')
    const scene = await withoutMedia(1, line)
    await expect.poll(() => line.open).toBe(1)
    return {
      ...scene,
      end: async () => {
        // Closing is all that can be done about a socket that never opened.
        await expect.poll(() => line.open).toBe(0)
        await line.close()
        await scene.application.close()
      },
    }
  },
  async 'asking a gateway that has not answered yet'() {
    const application = stage.createApplication({ media: 'none', workerGraceMs: keptMs })
    application.inject('silent-socket')
    const { gatewayUrl, id } = application
    const page = await viewers.open({ gateway: gatewayUrl, app: id, media: 'quiet' })
    await expect.poll(() => application.state().sessions).toBe(1)
    return { page, application, end: () => application.close() }
  },
  async 'in the queue'() {
    const scene = await withoutMedia(0)
    await reached(scene.page, 'queued')
    return { ...scene, end: () => scene.application.close() }
  },
  async 'waiting for the answer of a worker'() {
    let asked = (): void => undefined
    let release = (): void => undefined
    const waits = new Promise<void>((resolve) => (asked = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    const scene = await withMedia((page) =>
      page.route('**/whep', async (route) => {
        if (route.request().method() !== 'POST') return route.continue()
        asked()
        await released
        // The page may be gone, and its request with it.
        await route.continue().catch(() => undefined)
      }),
    )
    await waits
    return { ...scene, after: release }
  },
  async 'with an answer and no picture yet'() {
    const opened = showroom.next('media', ({ state }) => state === 'opened')
    const scene = await withMedia()
    await opened
    return scene
  },
  async 'at its first picture'() {
    const scene = await withMedia()
    await reached(scene.page, 'streaming')
    return scene
  },
  async 'in the middle of the stream'() {
    const scene = await withMedia()
    await reached(scene.page, 'streaming')
    await scene.page.evaluate(() => window.sessionPage.paint(5))
    return scene
  },
  async reconnecting() {
    const line = await startWeakLine(stage.port)
    const scene = await withoutMedia(0, line)
    await reached(scene.page, 'queued')
    line.become('dead')
    line.cut()
    await reached(scene.page, 'reconnecting')
    return {
      ...scene,
      end: async () => {
        await line.close()
        await scene.application.close()
      },
    }
  },
}

const endings: Record<string, (page: Page) => Promise<unknown>> = {
  leave: (page) => page.evaluate(() => window.sessionPage.leave()),
  destroy: (page) => page.evaluate(() => window.sessionPage.destroy()),
  unmount: (page) => page.evaluate(() => window.sessionPage.unmount()),
  'closing the page': (page) => page.close(),
}

/** What the stage still holds for its only viewer. */
const held = ({ application }: Scene) => {
  const { viewers, sessions, queue, sockets, peerConnections } = application.state()
  return { viewers: viewers.length, sessions, queue, sockets, peerConnections }
}
const nothing = { viewers: 0, sessions: 0, queue: 0, sockets: 0, peerConnections: 0 }

describe.each(Object.keys(endings))('after %s the stage holds nothing within a second', (ending) => {
  it.each(Object.keys(moments))('%s', async (moment) => {
    const scene = await moments[moment]!()
    try {
      const page = scene.page
      await endings[ending]!(page)
      const endedAt = performance.now()
      await scene.after?.()
      await expect.poll(() => held(scene), { interval: 10, timeout: 5000 }).toEqual(nothing)
      const tookMs = performance.now() - endedAt
      console.info(`${ending}, ${moment}: ${Math.round(tookMs)} ms`)
      expect(tookMs).toBeLessThan(1000)
    } finally {
      await scene.end()
      await viewers.closePages()
    }
  })
})
