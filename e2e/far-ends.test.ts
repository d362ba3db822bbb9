import { startStage, type Stage, type StageApplication, type StagePixelStream } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SessionPageOptions } from './session-page/main.ts'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200 }
const quick = { baseMs: 20, capMs: 200 }

/** What both kinds of far end have in common: faults by the same names. */
interface FarEnd {
  readonly options: SessionPageOptions
  /** Viewers that the far end knows of. */
  viewers(): number
  inject(fault: string, params?: Record<string, unknown>): Promise<unknown>
  lift(fault: string): Promise<unknown>
}

let viewers: SessionViewers
let stage: Stage
let page: Page
const farEnds = new Map<string, FarEnd>()

const ofApplication = (application: StageApplication): FarEnd => ({
  options: { gateway: application.gatewayUrl, app: application.id, media: 'whep', backoff: quick },
  viewers: () => application.state().viewers.length,
  inject: async (fault, params) => application.inject(fault as never, params),
  lift: async (fault) => application.lift(fault as never),
})
const ofPixelStream = (stream: StagePixelStream, vendor: 'epic' | 'arcware'): FarEnd => ({
  options: { pixelStreaming: stream.signallingUrl, vendor, backoff: quick },
  viewers: () => stream.state().viewers.length,
  inject: (fault, params) => stream.inject(fault as never, params),
  lift: (fault) => stream.lift(fault as never),
})

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  const [epic, cloud] = await Promise.all([
    stage.createPixelStream(small),
    stage.createPixelStream({ ...small, vendor: 'arcware' }),
  ])
  farEnds.set('a gateway', ofApplication(stage.createApplication({ ...small, workerGraceMs: 200 })))
  farEnds.set('Pixel Streaming', ofPixelStream(epic, 'epic'))
  farEnds.set('Arcware', ofPixelStream(cloud, 'arcware'))
  page = await viewers.blank()
  await page.goto(viewers.url)
})

afterEach(async () => {
  await page.evaluate(() => window.sessionPage.unmount())
  for (const farEnd of farEnds.values()) await expect.poll(farEnd.viewers).toBe(0)
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

const mount = (options: SessionPageOptions) =>
  page.evaluate((options) => window.sessionPage.mount(options), options)
const reached = (status: Parameters<Window['sessionPage']['reached']>[0]) =>
  page.evaluate((status) => window.sessionPage.reached(status), status)
const end = async () => (await page.evaluate(() => window.sessionPage.state())).end

async function streaming(name: string): Promise<FarEnd> {
  const farEnd = farEnds.get(name)!
  await mount(farEnd.options)
  await reached('streaming')
  return farEnd
}

/** Arcware says the same with numbers of its own, which stay: its documentation explains them. */
const ownCodes: Readonly<Record<string, number>> = {
  'project-disabled': 4472,
  'queue-closed': 4607,
  'app-not-found': 4471,
  'launch-fails': 4502,
  'app-crash': 4503,
}
const expected = (name: string, fault: string, close: object): object =>
  name === 'Arcware' && ownCodes[fault] !== undefined ? { code: ownCodes[fault] } : close

describe.each(['a gateway', 'Pixel Streaming', 'Arcware'])('a session over %s', (name) => {
  it('streams, and is left without a trace', async () => {
    const farEnd = await streaming(name)
    expect(farEnd.viewers()).toBe(1)
    await page.evaluate(() => window.sessionPage.strip())
    await page.evaluate(() => window.sessionPage.leave())
    await reached('disconnected')
    expect(await end()).toMatchObject({ code: 1000, kind: 'left', clean: true })
    await expect.poll(farEnd.viewers).toBe(0)
  })

  it.each([
    ['app-quits', 'disconnected', { code: 1000, clean: true }],
    ['max-runtime', 'disconnected', { code: 4004, kind: 'max-runtime', recovery: 'start' }],
    ['afk', 'disconnected', { code: 4004, kind: 'afk', recovery: 'start' }],
    ['kick', 'failed', { code: 1011, kind: 'error', recovery: 'retry' }],
  ] as const)('that is ended by %s is %s for good', async (fault, status, close) => {
    const farEnd = await streaming(name)
    await farEnd.inject(fault)
    await reached(status)
    expect(await end()).toMatchObject(expected(name, fault, close))
    await expect.poll(farEnd.viewers).toBe(0)
  })

  it.each([
    ['project-disabled', { code: 4000, kind: 'refused', recovery: 'none' }],
    ['app-not-found', { code: 4002, kind: 'unavailable', recovery: 'none' }],
    ['launch-fails', { code: 4003, kind: 'error', recovery: 'retry' }],
  ] as const)('that is refused by %s has failed', async (fault, close) => {
    const farEnd = farEnds.get(name)!
    await farEnd.inject(fault)
    await mount(farEnd.options)
    await reached('failed')
    await farEnd.lift(fault)
    expect(await end()).toMatchObject(expected(name, fault, close))
  })

  it('that is asked to come later does, and streams then', async () => {
    const farEnd = farEnds.get(name)!
    await farEnd.inject('overload')
    await mount(farEnd.options)
    await reached('reconnecting')
    expect(await page.evaluate(() => window.sessionPage.state().reconnect)).toMatchObject({
      mode: 'retrying',
      code: 1013,
    })
    await farEnd.lift('overload')
    await reached('streaming')
  })

  it.each(['network-drop', 'going-away', 'server-restart'])(
    'whose signalling dies by %s goes on, and is heard again',
    async (fault) => {
      const farEnd = await streaming(name)
      await page.evaluate(() => window.sessionPage.paint(3))
      await farEnd.inject(fault)
      await expect
        .poll(async () => {
          const { status, control } = await page.evaluate(() => window.sessionPage.state())
          return `${status} ${control} ${farEnd.viewers()}`
        })
        .toBe('streaming connected 1')
      await page.evaluate(() => window.sessionPage.paint(3))
      const statuses = await page.evaluate(() => window.sessionPage.statuses())
      // A place of its own that the server takes away goes over another one; the picture never left.
      expect(statuses.map(({ status }) => status)).not.toContain('failed')
    },
  )

  it('whose media freezes holds, and plays on', async () => {
    const farEnd = await streaming(name)
    await page.evaluate(() => window.sessionPage.paint(3))
    await farEnd.inject('media-freeze')
    await reached('reconnecting')
    await farEnd.lift('media-freeze')
    await reached('streaming')
    await page.evaluate(() => window.sessionPage.paint(3))
    expect((await page.evaluate(() => window.sessionPage.state())).farEnd).toEqual({ state: 'present' })
  })
})
