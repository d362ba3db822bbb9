import type { Status } from '@standby/core'
import { startStage, type Stage, type StageApplication, type StagePixelStream } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionPageOptions } from './session-page/main.ts'
import { reached as comesTo } from './page-waits.ts'
import { playsAll } from './run-size.ts'
import { mountUntilTestEnds, startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200 }
const quick = { baseMs: 20, capMs: 200 }

/** The common interface of gateway and Pixel Streaming: faults with the same names. */
interface FarEnd {
  readonly options: SessionPageOptions
  /** Number of viewers at the far end. */
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
  await viewers.goTo(page)
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

async function mount(farEnd: FarEnd): Promise<void> {
  // Wait until the viewer of an earlier test is gone.
  await expect.poll(farEnd.viewers).toBe(0)
  await mountUntilTestEnds(page, farEnd.options)
}
/** Injects a lasting fault until the test ends. Resolves with a function that lifts it earlier. */
const holds = (farEnd: FarEnd, fault: string) =>
  untilTestEnds(
    () => farEnd.inject(fault),
    () => farEnd.lift(fault),
  )
const reached = (status: Status) => comesTo(page, status)
const end = async () => (await page.evaluate(() => window.sessionPage.state())).end

async function streaming(name: string): Promise<FarEnd> {
  const farEnd = farEnds.get(name)!
  await mount(farEnd)
  await reached('streaming')
  return farEnd
}

/** Arcware's own close codes. The session keeps them, because Arcware documents them. */
const ownCodes: Readonly<Record<string, number>> = {
  'project-disabled': 4472,
  'queue-closed': 4607,
  'app-not-found': 4471,
  'launch-fails': 4502,
  'app-crash': 4503,
}
const expected = (name: string, fault: string, close: object): object =>
  name === 'Arcware' && ownCodes[fault] !== undefined ? { code: ownCodes[fault] } : close

const names = ['a gateway', 'Pixel Streaming', 'Arcware'] as const
/** Every run plays each variant once, spread over the far ends; `--all` plays each variant over each far end. */
const playedOver =
  (name: (typeof names)[number]) =>
  <T>(all: readonly T[]): readonly T[] =>
    playsAll ? all : all.filter((_, turn) => turn % names.length === names.indexOf(name))
const ends = [
  ['max-runtime', 'disconnected', { code: 4004, kind: 'max-runtime', recovery: 'start' }],
  ['app-quits', 'disconnected', { code: 1000, clean: true }],
  ['afk', 'disconnected', { code: 4004, kind: 'afk', recovery: 'start' }],
  ['kick', 'failed', { code: 1011, kind: 'error', recovery: 'retry' }],
] as const
const refusals = [
  ['launch-fails', { code: 4003, kind: 'error', recovery: 'retry' }],
  ['project-disabled', { code: 4000, kind: 'refused', recovery: 'none' }],
  ['app-not-found', { code: 4002, kind: 'unavailable', recovery: 'none' }],
] as const
const losses = ['network-drop', 'going-away', 'server-restart'] as const

describe.each(names)('a session over %s', (name) => {
  const played = playedOver(name)

  it('streams, and leaves nothing at the far end when left', async () => {
    const farEnd = await streaming(name)
    expect(farEnd.viewers()).toBe(1)
    await page.evaluate(() => window.sessionPage.strip())
    await page.evaluate(() => window.sessionPage.leave())
    await reached('disconnected')
    expect(await end()).toMatchObject({ code: 1000, kind: 'left', clean: true })
    await expect.poll(farEnd.viewers).toBe(0)
  })

  it.each(played(ends))('ended by %s is %s and stays so', async (fault, status, close) => {
    const farEnd = await streaming(name)
    await farEnd.inject(fault)
    await reached(status)
    expect(await end()).toMatchObject(expected(name, fault, close))
    await expect.poll(farEnd.viewers).toBe(0)
  })

  it.each(played(refusals))('refused by %s fails', async (fault, close) => {
    const farEnd = farEnds.get(name)!
    await holds(farEnd, fault)
    await mount(farEnd)
    await reached('failed')
    expect(await end()).toMatchObject(expected(name, fault, close))
  })

  it('retries after overload, and streams once it is over', async () => {
    const farEnd = farEnds.get(name)!
    const lift = await holds(farEnd, 'overload')
    await mount(farEnd)
    await reached('reconnecting')
    expect(await page.evaluate(() => window.sessionPage.state().reconnect)).toMatchObject({
      mode: 'retrying',
      code: 1013,
    })
    await lift()
    await reached('streaming')
  })

  it.each(played(losses))('goes on when %s cuts its signalling, and reconnects it', async (fault) => {
    const farEnd = await streaming(name)
    await page.evaluate(() => window.sessionPage.paint(3))
    await farEnd.inject(fault)
    await expect
      .poll(async () => {
        const { status, signalling } = await page.evaluate(() => window.sessionPage.state())
        const losses = await page.evaluate(() => window.sessionPage.losses())
        return { status, signalling, viewers: farEnd.viewers(), wasLost: losses > 0 }
      })
      .toEqual({ status: 'streaming', signalling: 'connected', viewers: 1, wasLost: true })
    await page.evaluate(() => window.sessionPage.paint(3))
    const statuses = await page.evaluate(() => window.sessionPage.statuses())
    // The session may get another place from the server, but its picture never stops.
    expect(statuses.map(({ status }) => status)).not.toContain('failed')
  })

  it('is reconnecting while its media freezes, then plays on', async () => {
    const farEnd = await streaming(name)
    await page.evaluate(() => window.sessionPage.paint(3))
    const lift = await holds(farEnd, 'media-freeze')
    await reached('reconnecting')
    await lift()
    // On a busy machine the picture can freeze once more.
    await expect
      .poll(async () => {
        const { status, farEnd } = await page.evaluate(() => window.sessionPage.state())
        return { status, farEnd }
      })
      .toEqual({ status: 'streaming', farEnd: { state: 'present' } })
    await page.evaluate(() => window.sessionPage.paint(3))
  })
})
