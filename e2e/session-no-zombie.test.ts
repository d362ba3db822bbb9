import { startStage, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { reached } from './page-waits.ts'
import { playsAll } from './run-size.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'
import { startWeakNetwork, type WeakNetwork } from './weak-line.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200 }
/** How long the stage keeps the place of a lost viewer: longer than any test waits, or half a second. */
const windows = {
  long: { queueGraceMs: 600_000, workerGraceMs: 600_000 },
  short: { queueGraceMs: 500, workerGraceMs: 500 },
}
type Kept = keyof typeof windows

let viewers: SessionViewers
let stage: Stage
/** Applications with one worker each, shared by all tests. */
let showrooms: Record<Kept, StageApplication>

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  showrooms = {
    long: stage.createApplication({ ...small, lazy: true, ...windows.long }),
    short: stage.createApplication({ ...small, lazy: true, ...windows.short }),
  }
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

/** A page at a certain moment, and its application. */
interface Scene {
  readonly page: Page
  readonly application: StageApplication
  /** Runs after the viewer is gone. */
  after?(): Promise<void> | void
}

/** Opens a weak network until the test ends. */
async function openNetwork(): Promise<WeakNetwork> {
  let network: WeakNetwork | undefined
  await untilTestEnds(
    async () => (network = await startWeakNetwork(stage.port)),
    () => network?.close(),
  )
  return network!
}
async function applicationWithoutMedia(workers: number, kept: Kept): Promise<StageApplication> {
  let application: StageApplication | undefined
  await untilTestEnds(
    () => (application = stage.createApplication({ media: 'none', workers, ...windows[kept] })),
    () => application?.close(),
  )
  return application!
}

async function withoutMedia(workers: number, kept: Kept, network?: WeakNetwork): Promise<Scene> {
  const application = await applicationWithoutMedia(workers, kept)
  const page = await viewers.open({
    gateway: network?.through(application.gatewayUrl) ?? application.gatewayUrl,
    app: application.id,
    media: 'quiet',
    // Long pauses, so that nothing reconnects during a test.
    backoff: { baseMs: 60_000, capMs: 60_000 },
  })
  return { page, application }
}

async function withMedia(kept: Kept, prepare?: (page: Page) => Promise<unknown>): Promise<Scene> {
  const application = showrooms[kept]
  const page = await viewers.blank()
  await prepare?.(page)
  await viewers.goTo(page, { gateway: application.gatewayUrl, app: application.id, media: 'whep' })
  return { page, application }
}

const moments: Record<string, (kept: Kept) => Promise<Scene>> = {
  async 'asking a gateway that is not reached yet'(kept) {
    const network = await openNetwork()
    network.become('mute')
    const scene = await withoutMedia(1, kept, network)
    await expect.poll(() => network.open).toBe(1)
    return {
      ...scene,
      // A socket that never opened must be closed.
      after: () => expect.poll(() => network.open).toBe(0),
    }
  },
  async 'asking a gateway that has not answered yet'(kept) {
    const application = await applicationWithoutMedia(1, kept)
    application.inject('silent-socket')
    const { gatewayUrl, id } = application
    const page = await viewers.open({ gateway: gatewayUrl, app: id, media: 'quiet' })
    await expect.poll(() => application.state().sessions).toBe(1)
    return { page, application }
  },
  async 'in the queue'(kept) {
    const scene = await withoutMedia(0, kept)
    await reached(scene.page, 'queued')
    return scene
  },
  async 'waiting for the answer of a worker'(kept) {
    let asked = (): void => undefined
    let release = (): void => undefined
    const waits = new Promise<void>((resolve) => (asked = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    onTestFinished(() => release())
    const scene = await withMedia(kept, (page) =>
      page.route('**/whep', async (route) => {
        if (route.request().method() !== 'POST') return route.continue()
        asked()
        await released
        // The page may be gone together with its request.
        await route.continue().catch(() => undefined)
      }),
    )
    await waits
    return { ...scene, after: release }
  },
  async 'with an answer and no picture yet'(kept) {
    const opened = showrooms[kept].next('media', ({ state }) => state === 'opened')
    const scene = await withMedia(kept)
    await opened
    return scene
  },
  async 'at its first picture'(kept) {
    const scene = await withMedia(kept)
    await reached(scene.page, 'streaming')
    return scene
  },
  async 'in the middle of the stream'(kept) {
    const scene = await withMedia(kept)
    await reached(scene.page, 'streaming')
    await scene.page.evaluate(() => window.sessionPage.paint(5))
    return scene
  },
  async reconnecting() {
    const network = await openNetwork()
    // No message arrives, so the place ends only after its grace period.
    const scene = await withoutMedia(0, 'short', network)
    await reached(scene.page, 'queued')
    network.become('dead')
    network.cut()
    await reached(scene.page, 'reconnecting')
    return scene
  },
}

const endings: Record<string, (page: Page) => Promise<unknown>> = {
  leave: (page) => page.evaluate(() => window.sessionPage.leave()),
  destroy: (page) => page.evaluate(() => window.sessionPage.destroy()),
  unmount: (page) => page.evaluate(() => window.sessionPage.unmount()),
  'closing the page': (page) => page.close(),
}

/** Counts of what the stage still holds for its only viewer. */
const remaining = ({ application }: Scene) => {
  const { viewers, sessions, queue, sockets, peerConnections } = application.state()
  return { viewers: viewers.length, sessions, queue, sockets, peerConnections }
}
const nothing = { viewers: 0, sessions: 0, queue: 0, sockets: 0, peerConnections: 0 }

/** Every run plays each moment once and each ending twice. */
const played = Object.keys(endings).map((ending, turn) => {
  const all = Object.keys(moments)
  return [ending, playsAll ? all : all.filter((_, index) => index % 4 === turn)] as const
})

describe.each(played)('after %s', (ending, ofThese) => {
  it.each(ofThese)('nothing is left on the stage of a session %s', async (moment) => {
    onTestFinished(() => viewers.closePages())
    // A closed page cannot send `leave`, so its place must expire. Every other ending gives the place back at once.
    const scene = await moments[moment]!(ending === 'closing the page' ? 'short' : 'long')
    await endings[ending]!(scene.page)
    await scene.after?.()
    await expect.poll(() => remaining(scene)).toEqual(nothing)
  })
})
