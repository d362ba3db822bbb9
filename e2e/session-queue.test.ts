import { startStage, type ApplicationEvent, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reached } from './page-waits.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { startSocketViewer, type SocketViewer } from './socket-viewer.ts'

/** Grace periods: short, so that a test can wait for their end; long, so that they never end during a test. */
const short = { queueGraceMs: 500, workerGraceMs: 800 }
const long = { queueGraceMs: 600_000, workerGraceMs: 600_000 }
const updateMs = 100

let viewers: SessionViewers
let stage: Stage

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
})

afterEach(async () => {
  await viewers.closePages()
  await Promise.all(stage.applications().map((application) => application.close()))
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

const open = (application: StageApplication): Promise<Page> =>
  viewers.open({ gateway: application.gatewayUrl, app: application.id, media: 'quiet' })

const position = (page: Page) => page.evaluate(() => window.sessionPage.state().queue?.position ?? null)
const shown = (page: Page) => page.locator('[data-standby="queue-overlay-position"]').textContent()

/** Runs `join`; resolves with its result and the id of the viewer that joined. */
async function joining<T>(application: StageApplication, join: () => Promise<T>): Promise<[T, string]> {
  const joined = application.next('joined')
  const result = await join()
  return [result, (await joined).viewer]
}

const placeOf = (application: StageApplication, viewer: string) =>
  application.state().viewers.find(({ id }) => id === viewer)

/** Positions may repeat: a viewer is also told when only the length has changed. */
const onlyImproves = (positions: readonly number[]) =>
  positions.every((position, index) => index === 0 || position <= positions[index - 1]!)

describe('50 viewers before 2 workers', () => {
  it('are served in order of arrival, with positions that only improve', async () => {
    const application = stage.createApplication({ media: 'none', workers: 2, updateMs, ...long })
    const events: ApplicationEvent[] = []
    application.on((event) => void events.push(event))
    const sockets: SocketViewer[] = []
    const pages: [Page, string][] = []
    const leavers = new Map<string, () => unknown>()
    // Three viewers are pages: near the front, in the middle, and last.
    for (let place = 0; place < 50; place++) {
      if (place === 5 || place === 26 || place === 49) {
        const [page, id] = await joining(application, () => open(application))
        pages.push([page, id])
        leavers.set(id, () => page.evaluate(() => window.sessionPage.leave()))
        await reached(page, 'queued')
      } else {
        const [socket, id] = await joining(application, () => startSocketViewer(application))
        sockets.push(socket)
        leavers.set(id, () => socket.leave())
      }
    }
    expect(application.state()).toMatchObject({ sessions: 2, queue: 48, sockets: 50 })
    for (const [page, id] of pages) {
      await expect.poll(() => position(page)).toBe(placeOf(application, id)?.position)
      expect(await shown(page)).toBe(String(placeOf(application, id)?.position))
    }

    // The viewers leave one after another, and the next one gets the worker.
    for (let served = 0; served < 50; served++) {
      const { workers } = application.state()
      const { viewer } = workers[served % 2]!
      const ended = application.next('ended')
      await leavers.get(viewer!)?.()
      await ended
    }
    await expect.poll(() => application.state()).toMatchObject({ queue: 0, sessions: 0, viewers: [] })

    const ids = (type: 'joined' | 'assigned') =>
      events.flatMap((event) => (event.type === type ? [event.viewer] : []))
    expect(ids('assigned')).toEqual(ids('joined'))
    for (const { positions } of sockets) expect(onlyImproves(positions)).toBe(true)
    for (const [page] of pages) {
      const positions = await page.evaluate(() => window.sessionPage.positions())
      expect(positions.length).toBeGreaterThan(0)
      expect(onlyImproves(positions)).toBe(true)
    }
    // A free worker is assigned at once: no other event comes in between.
    const types = events.map(({ type }) => type).filter((type) => type === 'ended' || type === 'assigned')
    const turns = types.slice(types.indexOf('ended'))
    expect(turns.slice(0, 96)).toEqual(Array.from({ length: 48 }, () => ['ended', 'assigned']).flat())
  })
})

describe('a place in the queue', () => {
  /** A page at position 3, with one viewer behind it. */
  async function waiting(kept = long) {
    const application = stage.createApplication({ media: 'none', workers: 1, updateMs, ...kept })
    application.addViewers(1)
    const before = await Promise.all([1, 2].map(() => startSocketViewer(application)))
    const [page, id] = await joining(application, () => open(application))
    await reached(page, 'queued')
    const behind = await startSocketViewer(application)
    expect(placeOf(application, id)?.position).toBe(3)
    expect(behind.positions).toEqual([4])
    return { application, page, id, before, behind }
  }

  it('is freed at once when its viewer leaves, and viewers behind move up', async () => {
    const { application, page, id, behind } = await waiting()
    const ended = application.next('ended', ({ viewer }) => viewer === id)
    const movedUp = behind.heard('queued')
    await page.locator('[data-standby="queue-overlay-leave"]').click()
    expect(await ended).toMatchObject({ code: 1000, reason: 'left' })
    expect(placeOf(application, id)).toBeUndefined()
    await movedUp
    expect(behind.positions).toEqual([4, 3])
  })

  it('is freed after its grace period when the tab is closed', async () => {
    const { application, page, id, behind } = await waiting(short)
    const away = application.next('away', ({ viewer }) => viewer === id)
    const ended = application.next('ended', ({ viewer }) => viewer === id)
    await page.close()
    const { at: goneAt, keptMs } = await away
    expect(keptMs).toBe(500)
    expect(placeOf(application, id)).toMatchObject({ position: 3, present: false })
    const { at, reason } = await ended
    expect(reason).toBe('gone')
    // Node's timers can be a millisecond early.
    expect(at - goneAt).toBeGreaterThanOrEqual(498)
    await expect.poll(() => behind.positions).toEqual([4, 3])
  })

  it('is kept through repeated reloads', async () => {
    const { application, page, id } = await waiting()
    application.addViewers(5)
    for (let reload = 0; reload < 3; reload++) {
      await page.reload()
      await reached(page, 'queued')
      expect(placeOf(application, id)).toMatchObject({ position: 3, present: true })
      await expect.poll(() => shown(page)).toBe('3')
    }
    expect(application.state().viewers.filter(({ simulated }) => !simulated)).toHaveLength(4)
  })

  it('causes one React commit per update, and none in between', async () => {
    const { application, page, before } = await waiting()
    application.addViewers(1)
    await expect.poll(() => page.evaluate(() => window.sessionPage.state().queue?.length)).toBe(5)
    const counts = () =>
      page.evaluate(() => ({ commits: window.reactCommits, updates: window.sessionPage.queueUpdates() }))
    const start = await counts()
    // Two updates that only lengthen the queue, and two that move the viewer up.
    application.addViewers(1)
    await expect.poll(async () => (await counts()).updates).toBe(start.updates + 1)
    application.addViewers(1)
    await expect.poll(async () => (await counts()).updates).toBe(start.updates + 2)
    before[0]?.leave()
    await expect.poll(() => shown(page)).toBe('2')
    before[1]?.leave()
    await expect.poll(() => shown(page)).toBe('1')
    const end = await counts()
    expect(end.updates).toBe(start.updates + 4)
    expect(end.commits - start.commits).toBe(end.updates - start.updates)
  })
})

describe('a worker', () => {
  /** A page and a simulated viewer have the two workers; another simulated viewer waits. */
  async function serving(kept: typeof long) {
    const application = stage.createApplication({ media: 'none', workers: 2, updateMs, ...kept })
    const [page, id] = await joining(application, () => open(application))
    await reached(page, 'streaming')
    const next = application.addViewers(2)[1]!
    return { application, page, id, next, worker: placeOf(application, id)?.worker }
  }

  it('is kept for its viewer through a reload', async () => {
    const { application, page, id, worker } = await serving(long)
    await page.reload()
    await reached(page, 'streaming')
    expect(placeOf(application, id)).toMatchObject({ worker, present: true })
  })

  it('is given to the next viewer after its grace period when the tab is closed', async () => {
    const { application, page, id, next, worker } = await serving(short)
    const away = application.next('away', ({ viewer }) => viewer === id)
    const assigned = application.next('assigned', ({ viewer }) => viewer === next)
    await page.close()
    const { at: goneAt } = await away
    const { at, worker: given } = await assigned
    expect(given).toBe(worker)
    expect(at - goneAt).toBeGreaterThanOrEqual(798)
  })
})
