import { afterEach, describe, expect, it } from 'vitest'
import type { PooledWorker, StartWorker } from './queue/pool.ts'
import { startStandInWorker } from './stand-in-worker.ts'
import { startTestApplication, type TestApplication, type TestViewer } from './viewer.fixture.ts'

const open: TestApplication[] = []
afterEach(async () => {
  for (const { staged } of open.splice(0)) await staged.close()
})
async function start(...args: Parameters<typeof startTestApplication>): Promise<TestApplication> {
  const started = await startTestApplication(...args)
  open.push(started)
  return started
}

const leave = { type: 'leave' } as const
const activity = { type: 'activity' } as const

describe('the queue', () => {
  it('gives a new viewer a free worker without queueing', async () => {
    const { join } = await start()
    const viewer = join()
    expect(viewer.heard.map(({ type }) => type)).toEqual(['assigned'])
    expect(viewer.last('assigned')).toMatchObject({
      worker: 'worker-1',
      media: { kind: 'whep', url: expect.stringMatching(/\/whep$/) as string, iceServers: [] },
      resumeWindowMs: 15_000,
    })
  })

  it('gives every assignment tokens of its own', async () => {
    const { join } = await start({ workers: 20 })
    const viewers = Array.from({ length: 20 }, () => join().last('assigned'))
    const tokens = viewers.flatMap((each) => [each?.resumeToken, each?.media.token])
    expect(new Set(tokens).size).toBe(40)
    expect(tokens.every((token) => (token?.length ?? 0) >= 32)).toBe(true)
  })

  it('serves first come, first served', async () => {
    const { join, clock, staged } = await start({ updateMs: 0 })
    const viewers = Array.from({ length: 5 }, () => join())
    await clock.pass(0)
    expect(viewers.map((viewer) => viewer.positions().at(-1))).toEqual([undefined, 1, 2, 3, 4])
    for (let served = 0; served < 5; served++) {
      expect(staged.state().workers[0]?.viewer).toBe(viewers[served]?.place?.id)
      viewers[served]?.say(leave)
    }
    expect(staged.state().viewers).toEqual([])
  })

  it('serves 50 viewers in order on 2 workers, with correct positions that only improve', async () => {
    const { join, clock, staged } = await start({ workers: 2, expectedSessionMs: 60_000 })
    const viewers = Array.from({ length: 50 }, () => join())
    await clock.pass(1000)
    expect(viewers.slice(2).map((viewer) => viewer.positions().at(-1))).toEqual(
      Array.from({ length: 48 }, (_, index) => index + 1),
    )
    const served: TestViewer[] = []
    while (served.length < 50) {
      const now = viewers.filter((viewer) => viewer.place?.state === 'assigned')
      expect(now.length).toBe(Math.min(2, 50 - served.length))
      now[0]?.say(leave)
      served.push(now[0]!)
      await clock.pass(1000)
      staged.state().viewers.forEach(({ position, id }) => {
        const viewer = viewers.find(({ place }) => place?.id === id)
        if (position !== null) expect(viewer?.positions().at(-1)).toBe(position)
      })
    }
    expect(served).toEqual(viewers)
    for (const viewer of viewers) {
      const positions = viewer.positions()
      expect(positions).toEqual(positions.toSorted((a, b) => b - a))
      expect(viewer.closed).toEqual({ code: 1000, reason: 'left' })
    }
  })

  it('gives a freed worker to the first in the queue at once', async () => {
    const { join } = await start()
    const [first, second] = [join(), join()]
    first.say(leave)
    expect(second.last('assigned')).toBeDefined()
  })

  it('sends a changed place max once per update interval, and nothing without a change', async () => {
    const { join, clock } = await start({ updateMs: 1000 })
    join()
    const waiting = join()
    await clock.pass(5000)
    const before = waiting.heard.length
    const others = Array.from({ length: 10 }, () => join())
    await clock.pass(5000)
    expect(waiting.heard.length).toBe(before + 1)
    for (const other of others.slice(1)) other.say(leave)
    await clock.pass(5000)
    expect(waiting.heard.length).toBe(before + 2)
    expect(waiting.last('queued')).toMatchObject({ position: 1, length: 2 })
  })

  it('moves the others up when a viewer leaves', async () => {
    const { join, clock } = await start()
    join()
    const [one, two] = [join(), join()]
    one.say(leave)
    await clock.pass(1000)
    expect(one.closed).toEqual({ code: 1000, reason: 'left' })
    expect(two.positions()).toEqual([2, 1])
  })

  it('estimates the wait from the length of recent sessions', async () => {
    const { join, clock } = await start({ updateMs: 0 })
    const [first, second, third] = [join(), join(), join()]
    await clock.pass(40_000)
    expect(third.last('queued')).not.toHaveProperty('etaMs')
    first.say(leave)
    await clock.pass(10_000)
    expect(second.place?.state).toBe('assigned')
    const fourth = join()
    expect(fourth.last('queued')).toMatchObject({ position: 2, etaMs: 70_000 })
  })

  it('skips a viewer that is away, and keeps its place', async () => {
    const { join, clock } = await start()
    const [first, away, third] = [join(), join(), join()]
    const resumeToken = away.last('queued')!.resumeToken!
    away.drop()
    first.say(leave)
    expect(third.last('assigned')).toBeDefined()
    await clock.pass(4000)
    const back = join({ resumeToken })
    expect(back.positions()).toEqual([1])
    third.say(leave)
    expect(back.last('assigned')).toBeDefined()
  })
})

describe('a lost socket', () => {
  it('keeps its place in the queue for the grace period only', async () => {
    const { join, clock, staged } = await start()
    join()
    const [gone, behind] = [join(), join()]
    gone.drop()
    await clock.pass(4999)
    expect(staged.state().queue).toBe(2)
    await clock.pass(1)
    expect(staged.state().queue).toBe(1)
    await clock.pass(1000)
    expect(behind.positions()).toEqual([2, 1])
  })

  it('keeps its worker for the grace period only', async () => {
    const { join, clock } = await start()
    const [gone, next] = [join(), join()]
    gone.drop()
    await clock.pass(14_999)
    expect(next.last('assigned')).toBeUndefined()
    await clock.pass(1)
    expect(next.last('assigned')).toBeDefined()
  })

  it('finds the same worker, URL and media token when it returns', async () => {
    const { join, clock } = await start({ workers: 2 })
    const viewer = join()
    const assigned = viewer.last('assigned')
    viewer.drop()
    await clock.pass(10_000)
    const back = join({ resumeToken: assigned!.resumeToken! })
    expect(back.last('assigned')).toEqual(assigned)
    await clock.pass(60_000)
    expect(back.closed).toBeNull()
  })

  it('is taken over by a newer socket with the same token', async () => {
    const { join, clock, staged } = await start()
    const older = join()
    const newer = join({ resumeToken: older.last('assigned')!.resumeToken! })
    expect(older.closed).toEqual({ code: 4100, reason: '' })
    older.drop()
    await clock.pass(60_000)
    expect(newer.closed).toBeNull()
    expect(staged.state()).toMatchObject({ sessions: 1, viewers: [{ present: true }] })
  })

  it.each(['guessed', 'late'])('cannot return with a %s token: it gets 4007', async (which) => {
    const { join, clock } = await start()
    const viewer = join()
    viewer.drop()
    await clock.pass(15_000)
    const token = which === 'late' ? viewer.last('assigned')!.resumeToken! : 'a-guess'
    expect(join({ resumeToken: token }).closed).toEqual({ code: 4007, reason: '' })
  })

  it('learns on return that its place ended in the meantime', async () => {
    const { join, clock, staged } = await start({ workers: 2 })
    const [crashed, ended] = [join(), join()]
    crashed.drop()
    ended.drop()
    staged.inject('worker-crash', { viewer: crashed.place!.id })
    staged.inject('max-runtime', { viewer: ended.place!.id })
    await clock.pass(1000)
    const back = (viewer: TestViewer): unknown =>
      join({ resumeToken: viewer.last('assigned')!.resumeToken! }).closed
    expect(back(crashed)).toEqual({ code: 4006, reason: '' })
    expect(back(ended)).toEqual({ code: 4004, reason: 'max-runtime' })
    await clock.pass(15_000)
    expect(back(crashed)).toEqual({ code: 4007, reason: '' })
  })

  it('keeps its place when a draining server closes it', async () => {
    const { join, clock, staged } = await start({ workers: 2 })
    const [moves, stays] = [join(), join()]
    staged.drain(30_000)
    expect(moves.last('draining')).toEqual({ type: 'draining', withinMs: 30_000 })
    await clock.pass(10_000)
    const moved = join({ resumeToken: moves.last('assigned')!.resumeToken! })
    expect(moves.closed).toEqual({ code: 4100, reason: '' })
    await clock.pass(20_000)
    expect([moved.closed, stays.closed]).toEqual([null, { code: 1012, reason: '' }])
    expect(staged.state().viewers).toMatchObject([{ present: true }, { present: false }])
  })

  it('loses its place at once without a grace period', async () => {
    const { join, staged } = await start({ queueGraceMs: 0, workerGraceMs: 0 })
    const [one, two] = [join(), join()]
    expect(one.last('assigned')).not.toHaveProperty('resumeToken')
    expect(two.last('queued')).not.toHaveProperty('resumeToken')
    two.drop()
    one.drop()
    expect(staged.state().viewers).toEqual([])
  })
})

describe('an offer', () => {
  it('goes to the first in the queue, and accepting it assigns the worker', async () => {
    const { join } = await start({ offerMs: 10_000 })
    const viewer = join()
    expect(viewer.heard.map(({ type }) => type)).toEqual(['queued', 'offered'])
    const { offer, expiresInMs } = viewer.last('offered')!
    expect(expiresInMs).toBe(10_000)
    viewer.say({ type: 'accept', offer: 'another' })
    expect(viewer.last('assigned')).toBeUndefined()
    viewer.say({ type: 'accept', offer })
    expect(viewer.last('assigned')).toBeDefined()
  })

  it('goes to the next in the queue when declined, and comes back after 5 s', async () => {
    const { join, clock } = await start({ offerMs: 10_000 })
    const [first, second] = [join(), join()]
    first.say({ type: 'decline', offer: first.last('offered')!.offer })
    expect(second.last('offered')).toBeDefined()
    expect(first.last('queued')?.position).toBe(1)
    second.say(leave)
    await clock.pass(4999)
    expect(first.heard.filter(({ type }) => type === 'offered')).toHaveLength(1)
    await clock.pass(1)
    expect(first.heard.filter(({ type }) => type === 'offered')).toHaveLength(2)
  })

  it('moves its viewer to the end of the queue when missed once, and ends the wait when missed twice', async () => {
    const { join, clock } = await start({ offerMs: 10_000 })
    const [first, second] = [join(), join()]
    await clock.pass(10_000)
    expect(first.last('queued')?.position).toBe(2)
    second.say({ type: 'accept', offer: second.last('offered')!.offer })
    second.say(leave)
    await clock.pass(10_000)
    expect(first.closed).toEqual({ code: 4001, reason: 'queue-open' })
  })

  it('stays valid when another viewer joins or leaves the queue', async () => {
    const { join, clock } = await start({ offerMs: 10_000, updateMs: 0 })
    const viewer = join()
    const other = join()
    await clock.pass(0)
    other.say(leave)
    await clock.pass(0)
    expect(viewer.heard.at(-1)?.type).toBe('offered')
    viewer.say({ type: 'accept', offer: viewer.last('offered')!.offer })
    expect(viewer.heard.at(-1)?.type).toBe('assigned')
  })

  it('is repeated to a returning viewer with the remaining time', async () => {
    const { join, clock } = await start({ offerMs: 10_000 })
    const viewer = join()
    viewer.drop()
    await clock.pass(3000)
    const back = join({ resumeToken: viewer.last('queued')!.resumeToken! })
    expect(back.last('offered')).toEqual({ ...viewer.last('offered'), expiresInMs: 7000 })
  })
})

describe('limits', () => {
  it('end a session at its max runtime, and tell the remaining time before', async () => {
    const { join, clock } = await start({ maxRuntimeMs: 60_000 })
    const viewer = join()
    expect(viewer.last('limit')).toEqual({ type: 'limit', remainingMs: 60_000 })
    viewer.drop()
    await clock.pass(10_000)
    const back = join({ resumeToken: viewer.last('assigned')!.resumeToken! })
    expect(back.last('limit')).toEqual({ type: 'limit', remainingMs: 50_000 })
    await clock.pass(49_999)
    expect(back.closed).toBeNull()
    await clock.pass(1)
    expect(back.closed).toEqual({ code: 4004, reason: 'max-runtime' })
  })

  it('can be extended and lifted', async () => {
    const { join, clock, staged } = await start({ maxRuntimeMs: 10_000 })
    const viewer = join()
    staged.setLimit(30_000)
    await clock.pass(29_000)
    staged.setLimit(null)
    await clock.pass(60_000)
    expect(viewer.last('limit')).toEqual({ type: 'limit', remainingMs: null })
    expect(viewer.closed).toBeNull()
  })

  it('warn an inactive viewer, then end its session', async () => {
    const { join, clock } = await start({ afkMs: 60_000, afkWarningMs: 20_000 })
    const viewer = join()
    await clock.pass(39_999)
    expect(viewer.last('afk')).toBeUndefined()
    await clock.pass(1)
    expect(viewer.last('afk')).toEqual({ type: 'afk', remainingMs: 20_000 })
    await clock.pass(20_000)
    expect(viewer.closed).toEqual({ code: 4004, reason: 'afk' })
  })

  it('restart the inactivity time with every activity', async () => {
    const { join, clock } = await start({ afkMs: 60_000, afkWarningMs: 20_000 })
    const viewer = join()
    await clock.pass(50_000)
    viewer.say(activity)
    expect(viewer.last('afk')).toEqual({ type: 'afk', remainingMs: null })
    for (let times = 0; times < 10; times++) {
      await clock.pass(39_000)
      viewer.say(activity)
    }
    expect(viewer.heard.filter(({ type }) => type === 'afk')).toHaveLength(2)
    expect(viewer.closed).toBeNull()
  })

  it('do not run in the queue', async () => {
    const { join, clock } = await start({ workers: 0, afkMs: 1000, maxRuntimeMs: 1000 })
    const viewer = join()
    await clock.pass(100_000)
    expect(viewer.closed).toBeNull()
  })
})

describe('workers', () => {
  it('are reserved for the first in the queue while they start', async () => {
    let ready: (worker: PooledWorker) => void = () => undefined
    const worker: PooledWorker = {
      pid: 0,
      url: 'http://127.0.0.1:9/whep',
      command: () => undefined,
      kill: () => Promise.resolve(),
      gone: new Promise(() => undefined),
    }
    const { join, clock, staged } = await start(
      { lazy: true },
      () => new Promise((resolve) => (ready = resolve)),
    )
    expect(staged.state().workers[0]?.state).toBe('empty')
    const [first, second] = [join(), join()]
    expect(staged.state().workers[0]).toMatchObject({ state: 'starting', viewer: first.place?.id })
    ready(worker)
    await clock.pass(0)
    expect(first.last('assigned')).toBeDefined()
    expect(second.last('assigned')).toBeUndefined()
  })

  it('end the waiting session with 4003 when they fail to start', async () => {
    const { join, clock, staged } = await start({ lazy: true }, () => Promise.reject(new Error('no ffmpeg')))
    const viewer = join()
    await clock.pass(0)
    expect(viewer.closed).toEqual({ code: 4003, reason: '' })
    expect(staged.events()).toContainEqual(
      expect.objectContaining({ type: 'worker', state: 'down', error: 'no ffmpeg' }),
    )
  })

  it('end their session with 4006 when they crash, and are replaced', async () => {
    const { join, clock, staged } = await start()
    const [viewer, next] = [join(), join()]
    staged.inject('worker-crash')
    await clock.pass(0)
    expect(viewer.closed).toEqual({ code: 4006, reason: '' })
    expect(next.last('assigned')).toBeUndefined()
    await clock.pass(250)
    expect(next.last('assigned')?.worker).toBe('worker-2')
  })

  it('apply a fault of one viewer to that viewer only', async () => {
    const commands: unknown[][] = []
    const { join, staged } = await start({ workers: 2 }, () => {
      const heard: unknown[] = []
      commands.push(heard)
      return Promise.resolve({
        pid: 0,
        url: 'http://127.0.0.1:9/whep',
        command: (command) => void heard.push(command),
        kill: () => Promise.resolve(),
        gone: new Promise(() => undefined),
      })
    })
    const [one] = [join(), join()]
    const frozen = (worker: number): unknown =>
      (commands[worker] as { type: string; on?: boolean }[]).findLast(({ type }) => type === 'freeze')?.on
    staged.inject('media-freeze', { viewer: one.place!.id })
    expect([frozen(0), frozen(1)]).toEqual([true, false])
    one.say(leave)
    join()
    expect([frozen(0), frozen(1)]).toEqual([false, false])
    staged.inject('media-freeze')
    expect([frozen(0), frozen(1)]).toEqual([true, true])
    staged.lift('media-freeze')
    expect([frozen(0), frozen(1)]).toEqual([false, false])
  })

  it('are told which media token to allow, then to revoke', async () => {
    const commands: unknown[] = []
    const { join } = await start({}, () =>
      Promise.resolve({
        pid: 0,
        url: 'http://127.0.0.1:9/whep',
        command: (command) => void commands.push(command),
        kill: () => Promise.resolve(),
        gone: new Promise(() => undefined),
      }),
    )
    const viewer = join()
    const { token } = viewer.last('assigned')!.media
    viewer.say(leave)
    expect(commands.slice(-2)).toEqual([
      { type: 'allow', token },
      { type: 'revoke', token },
    ])
  })
})

describe('a request', () => {
  it.each([
    ['without a ticket', {}, { code: 1008, reason: 'ticket-refused' }],
    ['with a wrong ticket', { ticket: 'b' }, { code: 1008, reason: 'ticket-refused' }],
    ['for unsupported media', { ticket: 'a', media: ['hls'] }, { code: 1003, reason: 'no-media-in-common' }],
  ])('%s is refused', async (_, request, closed) => {
    const { join, staged } = await start({ ticket: 'a' })
    expect(join(request).closed).toEqual(closed)
    expect(staged.state().viewers).toEqual([])
    expect(join({ ticket: 'a' }).closed).toBeNull()
  })
})

describe('simulated viewers', () => {
  it('fill and empty a queue of hundreds', async () => {
    const { join, clock, staged } = await start({ workers: 2 })
    expect(staged.addViewers(300)).toHaveLength(300)
    const viewer = join()
    expect(viewer.last('queued')).toMatchObject({ position: 299, length: 299 })
    expect(staged.removeViewers(100)).toBe(100)
    await clock.pass(1000)
    expect(viewer.last('queued')).toMatchObject({ position: 199, length: 199 })
    staged.removeViewers()
    expect(viewer.last('assigned')).toBeDefined()
    expect(staged.state().viewers).toHaveLength(1)
  })

  it('accept their offers and stay for `stayMs`', async () => {
    const { join, clock } = await start({ offerMs: 10_000 })
    const staying = await start({ offerMs: 10_000 })
    staying.staged.addViewers(2, { stayMs: 30_000 })
    const viewer = staying.join()
    await staying.clock.pass(59_000)
    expect(viewer.last('offered')).toBeUndefined()
    await staying.clock.pass(2000)
    expect(viewer.last('offered')).toBeDefined()
    await clock.pass(0)
    expect(join().last('offered')).toBeDefined()
  })
})

it('leaves no timer behind once it is closed', async () => {
  const { join, clock, staged } = await start({
    workers: 2,
    offerMs: 1000,
    afkMs: 60_000,
    maxRuntimeMs: 60_000,
  })
  const viewers = [join(), join(), join(), join()]
  viewers[0]!.say({ type: 'accept', offer: viewers[0]!.last('offered')!.offer })
  viewers[1]!.say({ type: 'decline', offer: viewers[1]!.last('offered')!.offer })
  viewers[2]!.drop()
  staged.addViewers(10)
  staged.inject('overload', { durationMs: 5000 })
  await staged.close()
  expect(clock.pending).toBe(0)
  expect(viewers[0]!.closed).toEqual({ code: 1001, reason: '' })
})

describe('peer connections', () => {
  it('are counted until their worker closes them, even after their viewer has left', async () => {
    let tell: Parameters<StartWorker>[1] = () => undefined
    const { join, staged } = await start({}, (options, onNews, signal) => {
      tell = onNews
      return startStandInWorker(options, onNews, signal)
    })
    const viewer = join()
    const token = viewer.last('assigned')?.media.token ?? null
    tell({ type: 'viewer', state: 'opened', viewer: 'peer-1', token })
    tell({ type: 'viewer', state: 'connected', viewer: 'peer-1', token })
    expect(staged.state()).toMatchObject({ peerConnections: 1, viewers: [{ peerConnections: 1 }] })
    viewer.say(leave)
    expect(staged.state()).toMatchObject({ peerConnections: 1, viewers: [] })
    tell({ type: 'viewer', state: 'gone', viewer: 'peer-1', token })
    expect(staged.state().peerConnections).toBe(0)
  })
})
