import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startStage, type ApplicationOptions, type Stage, type StageApplication } from '../index.ts'
import { gatewayFaultNames, gatewayFaults, type GatewayFaultName } from './faults/gateway-faults.ts'
import { closeSockets, connectSocket, requestSession } from './socket.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

const open: StageApplication[] = []
afterEach(async () => {
  closeSockets()
  for (const application of open.splice(0)) await application.close()
})

/** An application without media whose workers are running. */
async function create(options: ApplicationOptions = {}): Promise<StageApplication> {
  const application = stage.createApplication({ media: 'none', ...options })
  open.push(application)
  while (application.state().workers.some(({ state }) => state === 'starting'))
    await application.next('worker')
  return application
}

describe('a socket', () => {
  it('gets `welcome` at once, and a worker when it requests one', async () => {
    const application = await create({ heartbeatMs: 3000 })
    const viewer = requestSession(application)
    expect(await viewer.hear('welcome')).toEqual({ type: 'welcome', heartbeatMs: 3000 })
    await viewer.hear('assigned')
    expect(viewer.heard.map(({ type }) => type)).toEqual(['welcome', 'assigned'])
    expect(application.state()).toMatchObject({ sockets: 1, sessions: 1, queue: 0 })
  })

  it('is also served at the common path `/session`', async () => {
    const application = await create()
    const viewer = requestSession({
      gatewayUrl: `${stage.url.replace('http', 'ws')}/session`,
      id: application.id,
    })
    expect(await viewer.hear('welcome')).toEqual({ type: 'welcome', heartbeatMs: 10_000 })
    await viewer.hear('assigned')
    expect(application.state().sockets).toBe(1)
  })

  it.each([
    ['another path', '/else', ['standby.v1'], 404],
    ['another subprotocol', '/session', ['standby.v2'], 400],
    ['no subprotocol', '/session', [], 400],
  ])('is refused at the handshake with %s', async (_, path, protocols, status) => {
    const socket = new WebSocket(`${stage.url.replace('http', 'ws')}${path}`, protocols)
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain(`${status}`)
  })

  it('is closed with 4002 when it requests an unknown application', async () => {
    const application = await create()
    const viewer = requestSession({ ...application, id: 'nothing-here' })
    expect(await viewer.closed).toEqual({ code: 4002, reason: '' })
  })

  it('is closed when its first message is not a request', async () => {
    const { gatewayUrl } = await create()
    const viewer = connectSocket(gatewayUrl)
    viewer.say({ type: 'activity' })
    expect(await viewer.closed).toEqual({ code: 1002, reason: 'request-first' })
  })

  it('is closed when it requests twice', async () => {
    const application = await create()
    const viewer = requestSession(application)
    viewer.say({ type: 'request', app: application.id, media: ['whep'] })
    expect(await viewer.closed).toEqual({ code: 1002, reason: 'request-twice' })
  })

  it.each([
    ['invalid JSON', '{', { code: 1002, reason: 'not-json' }],
    ['a frame that is too large', `"${'x'.repeat(70_000)}"`, { code: 1009, reason: '' }],
  ])('is closed when it sends %s', async (_, said, closed) => {
    const viewer = requestSession(await create())
    await viewer.hear('assigned')
    viewer.socket.send(said)
    expect(await viewer.closed).toEqual(closed)
  })

  it('may send unknown messages; each kind is reported once', async () => {
    const application = await create()
    const viewer = requestSession(application)
    await viewer.hear('assigned')
    for (const message of [
      { type: 'hello' },
      { type: 'accept' },
      { type: 'ping', id: -1 },
      [],
      null,
      7,
      'x',
      {},
    ])
      viewer.socket.send(JSON.stringify(message))
    viewer.socket.send(Buffer.from([1, 2, 3]))
    viewer.say({ type: 'ping', id: 5 })
    expect(await viewer.hear('pong')).toEqual({ type: 'pong', id: 5 })
    expect(application.events().flatMap((event) => (event.type === 'malformed' ? [event.what] : []))).toEqual(
      ['a message that is not in the protocol', 'a binary frame'],
    )
    expect(application.state().sessions).toBe(1)
  })

  it('is ignored above 100 messages a second, without harm to others', async () => {
    const application = await create({ workers: 2 })
    const [flood, other] = [requestSession(application), requestSession(application)]
    await Promise.all([flood.hear('assigned'), other.hear('assigned')])
    const noticed = application.next('malformed', ({ what }) => what === 'too many messages')
    for (let count = 0; count < 2000; count++) flood.say({ type: 'message', data: count })
    await noticed
    other.say({ type: 'ping', id: 1 })
    await other.hear('pong')
    const { length } = application.events().filter(({ type }) => type === 'message')
    expect(length).toBeGreaterThanOrEqual(99)
    expect(length).toBeLessThan(200)
  })

  it('is pinged, and stays open while it answers', async () => {
    const application = await create({ heartbeatMs: 1000 })
    const viewer = requestSession(application)
    await viewer.hear('ping', ({ id }) => id === 3)
    expect(application.state().sessions).toBe(1)
  })

  it('is closed after two heartbeats without an answer, and its place is kept', async () => {
    const application = await create({ heartbeatMs: 1000 })
    const viewer = connectSocket(application.gatewayUrl, { answers: false })
    viewer.say({ type: 'request', app: application.id, media: ['whep'] })
    expect(await viewer.closed).toEqual({ code: 1008, reason: 'silent' })
    expect(application.state().viewers).toMatchObject([{ state: 'assigned', present: false }])
  })

  it('keeps its place when destroyed, so that a reload finds it', async () => {
    const application = await create()
    requestSession(application)
    await application.next('assigned')
    const waiting = requestSession(application)
    const { resumeToken } = await waiting.hear('queued')
    const away = application.next('away')
    waiting.socket.terminate()
    await away
    requestSession(application)
    await application.next('joined')
    const reloaded = requestSession(application, { resumeToken: resumeToken! })
    expect(await reloaded.hear('queued')).toMatchObject({ position: 1, length: 2 })
  })

  it('loses its place when the grace period ends', async () => {
    const application = await create({ workerGraceMs: 50 })
    const viewer = requestSession(application)
    const { resumeToken } = await viewer.hear('assigned')
    viewer.socket.terminate()
    expect(await application.next('ended')).toMatchObject({ code: null, reason: 'gone' })
    const late = requestSession(application, { resumeToken: resumeToken! })
    expect(await late.closed).toEqual({ code: 4007, reason: '' })
  })

  it('frees a kept place when it returns only to leave', async () => {
    const application = await create()
    const viewer = requestSession(application)
    const { resumeToken } = await viewer.hear('assigned')
    const away = application.next('away')
    viewer.socket.terminate()
    await away
    expect(application.state().sessions).toBe(1)
    const last = requestSession(application, { resumeToken: resumeToken! })
    await last.hear('assigned')
    last.say({ type: 'leave' })
    expect(await last.closed).toEqual({ code: 1000, reason: 'left' })
    expect(application.state()).toMatchObject({ viewers: [], sessions: 0 })
  })

  it('is closed by the server when it leaves, and leaves nothing behind', async () => {
    const application = await create()
    const viewer = requestSession(application)
    await viewer.hear('assigned')
    viewer.say({ type: 'leave' })
    expect(await viewer.closed).toEqual({ code: 1000, reason: 'left' })
    while (application.state().sockets > 0) await new Promise((resolve) => setImmediate(resolve))
    expect(application.state()).toMatchObject({ viewers: [], sessions: 0, peerConnections: 0 })
  })

  it('receives notices, messages and `draining`', async () => {
    const application = await create()
    const viewer = requestSession(application)
    await viewer.hear('assigned')
    application.notice('<b>Hello</b>')
    application.message({ score: 3 })
    application.drain(2000)
    expect(await viewer.hear('notice')).toEqual({ type: 'notice', text: '<b>Hello</b>' })
    expect(await viewer.hear('message')).toEqual({ type: 'message', data: { score: 3 } })
    expect(await viewer.hear('draining')).toEqual({ type: 'draining', withinMs: 2000 })
    const said = application.next('message')
    viewer.say({ type: 'message', data: ['back'] })
    expect(await said).toMatchObject({ data: ['back'] })
  })
})

/** Expected close of a viewer with a worker, of one in the queue, and of one who comes during the fault. */
const outcomes: Record<
  GatewayFaultName,
  { assigned?: [number, string]; queued?: [number, string]; newcomer?: [number, string] }
> = {
  'worker-crash': { assigned: [4006, ''] },
  'launch-fails': {},
  'streamer-not-found': {},
  'app-not-found': { newcomer: [4002, ''] },
  'project-disabled': { assigned: [4000, ''], queued: [4000, ''], newcomer: [4000, ''] },
  'queue-closed': { queued: [4001, 'queue-closed'], newcomer: [4001, 'queue-closed'] },
  'max-runtime': { assigned: [4004, 'max-runtime'] },
  afk: { assigned: [4004, 'afk'] },
  'resume-refused': {},
  'app-quits': { assigned: [1000, 'ended'] },
  kick: { assigned: [1011, ''], queued: [1011, ''] },
  'network-drop': { assigned: [1006, ''], queued: [1006, ''] },
  'silent-socket': {},
  'server-restart': { assigned: [1012, ''], queued: [1012, ''] },
  'going-away': { assigned: [1001, ''], queued: [1001, ''] },
  overload: { newcomer: [1013, 'overload'] },
  'media-freeze': {},
  'media-dead': {},
}

describe('a fault', () => {
  it.each(gatewayFaultNames)('%s closes the right viewers with the right code', async (fault) => {
    const application = await create({ restartMs: 60_000 })
    const one = requestSession(application)
    await one.hear('assigned')
    const two = requestSession(application)
    await two.hear('queued')
    const { assigned, queued, newcomer } = outcomes[fault]
    const result = application.inject(fault)
    expect(result.viewers).toEqual(['viewer-1', 'viewer-2'])
    const named = ([code, reason]: [number, string]): { code: number; reason: string } => ({ code, reason })
    if (assigned) expect(await one.closed).toEqual(named(assigned))
    if (queued) expect(await two.closed).toEqual(named(queued))
    if (newcomer) expect(await requestSession(application).closed).toEqual(named(newcomer))
    for (const [viewer, closed] of [
      [one, assigned],
      [two, queued],
    ] as const) {
      if (!closed) expect(viewer.socket.readyState).toBe(WebSocket.OPEN)
    }
    expect(application.lift(fault)).toBe(gatewayFaults[fault].lasting)
  })

  it.each([
    ['launch-fails', 4003],
    ['streamer-not-found', 4005],
  ] as const)('%s ends a viewer that gets a worker', async (fault, code) => {
    const application = await create()
    application.inject(fault)
    expect(await requestSession(application).closed).toEqual({ code, reason: '' })
    application.lift(fault)
    await requestSession(application).hear('assigned')
    expect(application.state().sessions).toBe(1)
  })

  it('queue-closed admits a viewer that need not wait, and can close with the reason queue-open', async () => {
    const application = await create()
    application.inject('queue-closed', { reason: 'queue-open' })
    await requestSession(application).hear('assigned')
    expect(await requestSession(application).closed).toEqual({ code: 4001, reason: 'queue-open' })
  })

  it('resume-refused refuses a returning viewer', async () => {
    const application = await create()
    const viewer = requestSession(application)
    const { resumeToken } = await viewer.hear('assigned')
    application.inject('network-drop')
    await viewer.closed
    application.inject('resume-refused')
    expect(await requestSession(application, { resumeToken: resumeToken! }).closed).toEqual({
      code: 4007,
      reason: '',
    })
  })

  it('overload tells the viewer when to retry', async () => {
    const application = await create()
    application.inject('overload', { retryAfterMs: 7000 })
    const viewer = requestSession(application)
    expect(await viewer.hear('closing')).toEqual({ type: 'closing', retryAfterMs: 7000 })
  })

  it.each(['network-drop', 'server-restart', 'going-away'] as const)(
    '%s keeps the worker for a returning viewer',
    async (fault) => {
      const application = await create()
      const viewer = requestSession(application)
      const assigned = await viewer.hear('assigned')
      application.inject(fault)
      await viewer.closed
      const back = requestSession(application, { resumeToken: assigned.resumeToken! })
      expect(await back.hear('assigned')).toEqual(assigned)
    },
  )

  it('silent-socket stops all messages, including heartbeats, until lifted', async () => {
    const application = await create({ heartbeatMs: 1000 })
    const viewer = requestSession(application)
    await viewer.hear('assigned')
    application.inject('silent-socket')
    const before = viewer.heard.length
    const heard = application.next('message')
    viewer.say({ type: 'ping', id: 1 })
    viewer.say({ type: 'message', data: 1 })
    await heard
    expect(viewer.heard).toHaveLength(before)
    application.lift('silent-socket')
    await viewer.hear('ping')
    expect(viewer.heard.some(({ type }) => type === 'pong')).toBe(false)
  })

  it.each([
    ['max-runtime', 'limit', 'max-runtime'],
    ['afk', 'afk', 'afk'],
  ] as const)('%s can count down first', async (fault, message, reason) => {
    const application = await create()
    const viewer = requestSession(application)
    await viewer.hear('assigned')
    application.inject(fault, { inMs: 100 })
    expect(await viewer.hear(message)).toEqual({ type: message, remainingMs: 100 })
    expect(await viewer.closed).toEqual({ code: 4004, reason })
  })

  it('can hit one viewer only', async () => {
    const application = await create({ workers: 2 })
    const [one, two] = [requestSession(application), requestSession(application)]
    await Promise.all([one.hear('assigned'), two.hear('assigned')])
    expect(application.inject('kick', { viewer: 'viewer-2' }).viewers).toEqual(['viewer-2'])
    expect(application.state().viewers.map(({ id }) => id)).toEqual(['viewer-1'])
  })

  it('lifts itself after `durationMs`', async () => {
    const application = await create()
    const lifted = application.next('fault', ({ phase }) => phase === 'lifted')
    application.inject('app-not-found', { durationMs: 50 })
    expect(application.state().activeFaults).toEqual(['app-not-found'])
    await lifted
    expect(application.state().activeFaults).toEqual([])
  })

  it('is refused with an unknown name, viewer or parameter', async () => {
    const application = await create()
    expect(() => application.inject('nothing' as never)).toThrow('Standby: There is no fault "nothing".')
    expect(() => application.inject('kick', { hard: true })).toThrow(/kick has no parameter "hard"/)
    expect(() => application.inject('overload', { retryAfterMs: -1 })).toThrow(/must be a number from 0/)
    expect(() => application.inject('kick', { viewer: 'nobody' })).toThrow(/There is no viewer "nobody"/)
  })
})

describe('applications', () => {
  it('run side by side', async () => {
    const [one, two] = await Promise.all([create(), create()])
    const [first, second] = [requestSession(one), requestSession(two)]
    await Promise.all([first.hear('assigned'), second.hear('assigned')])
    one.inject('kick')
    await first.closed
    expect([one.state().sessions, two.state().sessions]).toEqual([0, 1])
  })

  it('are refused with invalid options', () => {
    expect(() => stage.createApplication({ workers: -1 })).toThrow(
      /workers must be a whole number from 0 to 64/,
    )
    expect(() => stage.createApplication({ queue: 1 } as never)).toThrow(
      /There is no application option "queue"/,
    )
    expect(() => stage.createApplication({ width: 161 })).toThrow(/width must be an even number/)
  })

  it('end their sockets and waiters when they close', async () => {
    const application = await create()
    const viewers = [requestSession(application), requestSession(application)]
    await Promise.all([viewers[0]!.hear('assigned'), viewers[1]!.hear('queued')])
    const waiting = application.next('message').catch((error: unknown) => String(error))
    await application.close()
    expect(await waiting).toMatch(/was closed while something waited for its "message" event/)
    for (const viewer of viewers) expect((await viewer.closed).code).toBe(1001)
    expect(stage.application(application.id)).toBeUndefined()
  })
})
