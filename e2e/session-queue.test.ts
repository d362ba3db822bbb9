import { startStage, type ApplicationEvent, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reached } from './page-waits.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { startSocketViewer, type SocketViewer } from './socket-viewer.ts'

/** How long places are kept: short, so that a test sees them pass; long, so that no machine is slow enough to. */
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

/** Who joined in this very moment. */
async function joining<T>(application: StageApplication, join: () => Promise<T>): Promise<[T, string]> {
  const joined = application.next('joined')
  const result = await join()
  return [result, (await joined).viewer]
}

const placeOf = (application: StageApplication, viewer: string) =>
  application.state().viewers.find(({ id }) => id === viewer)

/** The same place is told again when the queue behind it has changed. */
const onlyImproves = (positions: readonly number[]) =>
  positions.every((position, index) => index === 0 || position <= positions[index - 1]!)

describe('50 viewers before 2 workers', () => {
  it('are served in the order in which they came, each told a place that only improves', async () => {
    const application = stage.createApplication({ media: 'none', workers: 2, updateMs, ...long })
    const events: ApplicationEvent[] = []
    application.on((event) => void events.push(event))
    const sockets: SocketViewer[] = []
    const pages: [Page, string][] = []
    const leavers = new Map<string, () => unknown>()
    // Pages stand among the others: near the front, in the middle, and last of all.
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

    // One after the other goes home, and the next one has its worker.
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
    // A worker that is free has the next one at once: nothing happens in between.
    const types = events.map(({ type }) => type).filter((type) => type === 'ended' || type === 'assigned')
    const turns = types.slice(types.indexOf('ended'))
    expect(turns.slice(0, 96)).toEqual(Array.from({ length: 48 }, () => ['ended', 'assigned']).flat())
  })
})

describe('a place in the queue', () => {
  /** Three wait before the page, one behind it. */
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

  it('is free at once when its viewer leaves, and those behind move up', async () => {
    const { application, page, id, behind } = await waiting()
    const ended = application.next('ended', ({ viewer }) => viewer === id)
    const movedUp = behind.heard('queued')
    await page.locator('[data-standby="queue-overlay-leave"]').click()
    expect(await ended).toMatchObject({ code: 1000, reason: 'left' })
    expect(placeOf(application, id)).toBeUndefined()
    await movedUp
    expect(behind.positions).toEqual([4, 3])
  })

  it('is free after its time when the tab is closed, and not before', async () => {
    const { application, page, id, behind } = await waiting(short)
    const away = application.next('away', ({ viewer }) => viewer === id)
    const ended = application.next('ended', ({ viewer }) => viewer === id)
    await page.close()
    const { at: goneAt, keptMs } = await away
    expect(keptMs).toBe(500)
    expect(placeOf(application, id)).toMatchObject({ position: 3, present: false })
    const { at, reason } = await ended
    expect(reason).toBe('gone')
    // Timers of Node may be a millisecond early.
    expect(at - goneAt).toBeGreaterThanOrEqual(498)
    await expect.poll(() => behind.positions).toEqual([4, 3])
  })

  it('is kept through a reload, however often', async () => {
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

  it('is one React commit for each update, and none between them', async () => {
    const { application, page, before } = await waiting()
    application.addViewers(1)
    await expect.poll(() => page.evaluate(() => window.sessionPage.state().queue?.length)).toBe(5)
    const counts = () =>
      page.evaluate(() => ({ commits: window.reactCommits, updates: window.sessionPage.queueUpdates() }))
    const start = await counts()
    // Two that only lengthen the queue, and two that move the viewer up.
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
  /** A page has one of two workers, somebody the other, and somebody waits. */
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

  it('is free after its time when the tab is closed, and not before', async () => {
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
