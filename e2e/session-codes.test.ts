import type { EndInfo } from '@standby/core'
import type { CloseCode } from '@standby/gateway/protocol'
import { startStage, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reached } from './page-waits.ts'
import { mountUntilTestEnds, startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'
import { startWeakNetwork, type WeakNetwork } from './weak-line.ts'

let viewers: SessionViewers
let stage: Stage
let network: WeakNetwork
/** A page whose time passes only when a test advances it. */
let page: Page

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  network = await startWeakNetwork(stage.port)
  page = await viewers.blank()
  await page.clock.install({ time: 0 })
  await page.clock.pauseAt(1_000_000)
  await viewers.goTo(page)
})

afterEach(async () => {
  await Promise.all(stage.applications().map((application) => application.close()))
})

afterAll(async () => {
  await viewers?.close()
  await network?.close()
  await stage?.close()
})

const places = ['in the queue', 'with a worker'] as const
type Where = (typeof places)[number]

const mount = (application: StageApplication) =>
  mountUntilTestEnds(page, {
    gateway: network.through(application.gatewayUrl),
    app: application.id,
    media: 'quiet',
  })

/** An application with one viewer: in the queue, or with one of two workers. */
async function viewerOf(where: Where) {
  const application = stage.createApplication({
    media: 'none',
    workers: where === 'in the queue' ? 0 : 2,
    heartbeatMs: 60_000,
  })
  await mount(application)
  await reached(page, where === 'in the queue' ? 'queued' : 'streaming')
  const id = () => application.state().viewers[0]?.id ?? ''
  return { application, id }
}

const state = () => page.evaluate(() => window.sessionPage.state())
const statuses = () => page.evaluate(() => window.sessionPage.statuses().map(({ status }) => status))

/** Waits until an attempt is scheduled, then advances time by exactly its pause. */
async function nextAttempt(attempt: number, code: number) {
  await expect
    .poll(async () => (await state()).reconnect)
    .toMatchObject({ mode: 'retrying', attempt, code, nextAttemptAt: expect.any(Number) })
  await page.clock.runFor(await untilNextAttempt())
}
const untilNextAttempt = () =>
  page.evaluate(() =>
    Math.ceil((window.sessionPage.state().reconnect?.nextAttemptAt ?? Number.NaN) - Date.now()),
  )

type End = Pick<EndInfo, 'name' | 'kind' | 'recovery'> & Partial<EndInfo>
const forGood: readonly [code: CloseCode, reason: string, 'disconnected' | 'failed', End][] = [
  [1000, '', 'disconnected', { name: 'normal', kind: 'closed-by-far-end', recovery: 'start' }],
  [1000, 'ended', 'disconnected', { name: 'normal', kind: 'stream-ended', recovery: 'watch' }],
  [1002, 'not-json', 'failed', { name: 'protocol-error', kind: 'error', recovery: 'retry' }],
  [1003, 'no-media-in-common', 'failed', { name: 'unsupported', kind: 'error', recovery: 'none' }],
  [1008, '', 'failed', { name: 'policy-violation', kind: 'refused', recovery: 'none' }],
  [
    1008,
    'ticket-refused',
    'failed',
    { name: 'policy-violation', kind: 'refused', recovery: 'none', cause: 'forbidden' },
  ],
  [1009, '', 'failed', { name: 'too-big', kind: 'error', recovery: 'retry' }],
  [1011, '', 'failed', { name: 'internal-error', kind: 'error', recovery: 'retry' }],
  [4000, '', 'failed', { name: 'project-disabled', kind: 'refused', recovery: 'none' }],
  [4001, 'queue-closed', 'failed', { name: 'no-worker', kind: 'unavailable', recovery: 'retry' }],
  [4001, 'queue-open', 'failed', { name: 'no-worker', kind: 'unavailable', recovery: 'join-queue' }],
  [4002, '', 'failed', { name: 'application-not-found', kind: 'unavailable', recovery: 'none' }],
  [4003, '', 'failed', { name: 'launch-failed', kind: 'error', recovery: 'retry' }],
  [4004, 'afk', 'disconnected', { name: 'session-limit', kind: 'afk', recovery: 'start' }],
  [4004, 'max-runtime', 'disconnected', { name: 'session-limit', kind: 'max-runtime', recovery: 'start' }],
  [4006, '', 'failed', { name: 'application-closed', kind: 'error', recovery: 'start' }],
  [4100, '', 'disconnected', { name: 'taken-over', kind: 'closed-by-far-end', recovery: 'start' }],
]

describe.each(places)('a session %s closed with', (where) => {
  it.each(forGood)('%i %s is %s and stays so', async (code, reason, status, end) => {
    const { application, id } = await viewerOf(where)
    const attempts = network.attempts.length
    application.end(id(), code, reason)
    await reached(page, status)
    expect((await state()).end).toMatchObject({
      code,
      ...end,
      ...(reason !== '' && { reason }),
      clean: status === 'disconnected',
    })
    await page.locator('[data-standby="disconnect-screen"]').waitFor()
    // A normal end shows no code.
    expect(await page.locator('[data-standby="disconnect-screen-code"]').allTextContents()).toEqual(
      code === 1000 ? [] : [String(code)],
    )
    // Longer than any session retries.
    await page.clock.runFor(20 * 60_000)
    expect(network.attempts).toHaveLength(attempts)
    expect(application.state()).toMatchObject({ viewers: [], sockets: 0 })
    expect((await state()).status).toBe(status)
  })
})

/** Losses of a socket that keep the place: code, description, trigger. */
const losses: readonly [number, string, (application: StageApplication) => unknown][] = [
  [1001, 'a server going away', (application) => application.inject('going-away')],
  [1005, 'a close without a code', () => network.closeWithoutCode()],
  [1006, 'a cut network', () => network.cut()],
  [1012, 'a server restart', (application) => application.inject('server-restart')],
]

describe('a socket lost by', () => {
  it.each(losses)('%i, %s, in the queue is reopened', async (code, _, lose) => {
    const { application } = await viewerOf('in the queue')
    await lose(application)
    await reached(page, 'reconnecting')
    await nextAttempt(1, code)
    await reached(page, 'queued')
    expect(application.state()).toMatchObject({ queue: 1, sockets: 1 })
  })

  it.each(losses)(
    '%i, %s, while streaming is reopened with the same worker and media',
    async (_, __, lose) => {
      const { application, id } = await viewerOf('with a worker')
      const before = id()
      await lose(application)
      await expect.poll(async () => (await state()).signalling).toBe('lost')
      await page.clock.runFor(15_000)
      await expect.poll(async () => (await state()).signalling).toBe('connected')
      expect(application.state()).toMatchObject({ viewers: [{ id: before, present: true }], sockets: 1 })
      expect(await statuses()).toEqual(['requesting', 'connecting', 'streaming'])
    },
  )
})

describe('a viewer closed with 1013', () => {
  it('retries after the requested time, then streams', async () => {
    const application = stage.createApplication({ media: 'none' })
    await untilTestEnds(
      () => application.inject('overload', { retryAfterMs: 40_000 }),
      () => application.lift('overload'),
    )
    await mount(application)
    const { reconnect } = await reached(page, 'reconnecting')
    expect(reconnect).toMatchObject({ mode: 'retrying', attempt: 1, code: 1013 })
    const waitsMs = await untilNextAttempt()
    expect(waitsMs).toBeGreaterThanOrEqual(40_000)
    expect(waitsMs).toBeLessThanOrEqual(60_001)
    application.lift('overload')
    const attempts = network.attempts.length
    await page.clock.runFor(waitsMs - 2)
    expect(network.attempts).toHaveLength(attempts)
    await page.clock.runFor(2)
    await reached(page, 'streaming')
    expect(network.attempts).toHaveLength(attempts + 1)
  })
})

describe('a viewer closed with 4005', () => {
  it('retries five times, then fails', async () => {
    const application = stage.createApplication({ media: 'none' })
    await untilTestEnds(
      () => application.inject('streamer-not-found'),
      () => application.lift('streamer-not-found'),
    )
    const attempts = network.attempts.length
    await mount(application)
    for (let attempt = 1; attempt <= 5; attempt++) await nextAttempt(attempt, 4005)
    await reached(page, 'failed')
    expect((await state()).end).toMatchObject({
      code: 4005,
      name: 'no-streamer',
      kind: 'unavailable',
      recovery: 'retry',
      attempts: 5,
    })
    expect(network.attempts).toHaveLength(attempts + 6)
  })
})

describe('a viewer closed with 4007', () => {
  it('gets a new place in the queue', async () => {
    const { application, before } = await refused('in the queue')
    await nextAttempt(1, 1006)
    await nextAttempt(2, 4007)
    await reached(page, 'queued')
    expect(application.state().viewers.at(-1)?.id).not.toBe(before)
  })

  it('gets a new worker', async () => {
    const { application, before } = await refused('with a worker')
    const heard = application.next('refused')
    await expect.poll(async () => (await state()).signalling).toBe('lost')
    // Signalling alone is retried within 1 s.
    await page.clock.runFor(1000)
    expect(await heard).toMatchObject({ code: 4007 })
    await nextAttempt(1, 4007)
    await reached(page, 'streaming')
    expect(application.state().viewers.at(-1)?.id).not.toBe(before)
  })

  /** A viewer whose socket is cut, and whose token will be refused. */
  async function refused(where: Where) {
    const { application, id } = await viewerOf(where)
    const before = id()
    await untilTestEnds(
      () => application.inject('resume-refused'),
      () => application.lift('resume-refused'),
    )
    network.cut()
    return { application, before }
  }
})

it('every known disconnect code is tested', async () => {
  const { knownCodes } = await import('../packages/core/src/codes/disconnect-codes.ts')
  const incompletePage = 4101 // Tested in incomplete-page.test.ts.
  const met = [...forGood, ...losses].map(([code]): number => code)
  met.push(1013, 4005, 4007, incompletePage)
  expect(new Set(met)).toEqual(new Set(knownCodes))
})
