import type { StreamEvent, StreamRequest } from '@standby/stage'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PictureLog } from '../../observe/picture-log.ts'
import { ViewTimeline } from '../../observe/view-timeline.ts'
import { asksCalmly, comesBack, nothingOld, playsOn, staysQuiet } from './expectations.ts'
import { Report } from '../report.ts'
import { SceneEnded } from '../scene.ts'
import { StreamScene, type SceneStream } from './stream-scene.ts'

const startMs = 1_900_000_000_000

beforeEach(() => {
  vi.useFakeTimers({ now: startMs })
})

afterEach(() => {
  vi.useRealTimers()
})

/** A scene whose stage and viewer the test controls. Times are in ms from the start. */
function setUp() {
  const pictures = new PictureLog()
  const view = new ViewTimeline()
  const ranDryAt: number[] = []
  const report = new Report()
  const ending = new AbortController()
  let tell: (event: StreamEvent) => void = () => {}
  const requests: StreamRequest[] = []
  const stream: SceneStream = {
    inject: async () => ({ at: Date.now() }),
    lift: async () => ({ at: Date.now() }),
    requests: async () => requests,
    watch: (listener) => {
      tell = listener
      return () => {}
    },
  }
  const viewer = {
    pictures,
    view,
    ranDryAt,
    press: vi.fn(() => true),
    pause: vi.fn(),
    text: () => null,
    setOnline: vi.fn(),
  }
  const scene = new StreamScene(stream, viewer, report, ending.signal)
  return {
    scene,
    report,
    viewer,
    /** The player runs out of media. */
    runDry: () => ranDryAt.push(Date.now()),
    ending,
    stage: (event: Partial<StreamEvent>) => tell({ at: Date.now(), ...event } as StreamEvent),
    asked: (at: number) =>
      requests.push({ kind: 'playlist', at: startMs + at, path: 'index.m3u8', status: 404 }),
    say(words: Record<string, string>) {
      const attributes: Record<string, string> = {
        'data-status': 'streaming',
        'data-playback': 'playing',
        ...words,
      }
      view.read({ getAttribute: (name: string) => attributes[name] ?? null } as Element)
    },
    /** Shows 25 pictures a second for `forMs`, `latency` behind the encoder. */
    async show(forMs: number, latency = 6000) {
      for (let shown = 0; shown < forMs; shown += 40) {
        pictures.add({ at: Date.now(), clock: { timeMs: Date.now() - latency, run: 1 } })
        await vi.advanceTimersByTimeAsync(40)
      }
    },
    failed: () =>
      report
        .get()
        .checks.filter((check) => !check.passed)
        .map(({ name }) => name),
    figure: (wanted: string) => report.get().figures.find(({ name }) => name === wanted)?.ms,
    passed: () =>
      report
        .get()
        .checks.filter((check) => check.passed)
        .map(({ name }) => name),
  }
}

describe('a view that a scene waits for', () => {
  it('is a passed check, and a figure with the time that it took', async () => {
    const t = setUp()
    t.say({})
    const seen = t.scene.sees('far end is lost', { farEnd: 'lost' }, 5000)
    await vi.advanceTimersByTimeAsync(2000)
    t.say({ 'data-far-end': 'lost' })
    await vi.advanceTimersByTimeAsync(100)
    expect((await seen).farEnd).toBe('lost')
    expect(t.report.get().checks).toEqual([
      {
        name: 'far end is lost',
        expected: 'far-end lost',
        observed: 'seen',
        passed: true,
      },
    ])
    expect(t.report.get().figures).toEqual([{ name: 'far end is lost', ms: 2000, promisedMs: 5000 }])
  })

  it('may come later than promised, as on a busy machine', async () => {
    const t = setUp()
    t.say({})
    const seen = t.scene.sees('far end is lost', { farEnd: 'lost' }, 5000)
    await vi.advanceTimersByTimeAsync(45_000)
    t.say({ 'data-far-end': 'lost' })
    await vi.advanceTimersByTimeAsync(100)
    await seen
    expect(t.failed()).toEqual([])
    expect(t.report.get().figures).toEqual([{ name: 'far end is lost', ms: 45_000, promisedMs: 5000 }])
  })

  it.each([
    [500, 15_000],
    [5000, 50_000],
    [20_000, 60_000],
  ])(
    'ends the scene when it does not come: promised in %i ms, the scene waits %i ms',
    async (promised, patience) => {
      const t = setUp()
      t.say({})
      const seen = t.scene.sees('far end is lost', { farEnd: 'lost' }, promised)
      const ended = seen.catch((error: unknown) => error)
      await vi.advanceTimersByTimeAsync(patience - 100)
      expect(t.failed()).toEqual([])
      await vi.advanceTimersByTimeAsync(300)
      expect(await ended).toBeInstanceOf(SceneEnded)
      expect(t.failed()).toEqual(['far end is lost'])
      expect(t.report.get().checks[0]?.observed).toContain('status streaming')
    },
  )

  it('may have come and gone between two polls', async () => {
    const t = setUp()
    t.say({ 'data-status': 'disconnected' })
    await vi.advanceTimersByTimeAsync(10)
    t.say({})
    await t.scene.sees('it ended', { status: 'disconnected' }, 1000, startMs)
    expect(t.passed()).toEqual(['it ended'])
  })
})

describe('an event of the stage', () => {
  it('counts only from the given time', async () => {
    const t = setUp()
    t.stage({ type: 'live', run: 1, at: startMs - 1 })
    const live = t.scene.event('live', startMs)
    await vi.advanceTimersByTimeAsync(100)
    t.stage({ type: 'live', run: 2, at: startMs + 100 })
    await vi.advanceTimersByTimeAsync(100)
    expect((await live).run).toBe(2)
  })

  it('must pass the given test', async () => {
    const t = setUp()
    t.stage({ type: 'segment-listed', gap: true })
    t.stage({ type: 'segment-listed', gap: false, sequence: 7 })
    expect((await t.scene.event('segment-listed', startMs, ({ gap }) => !gap)).sequence).toBe(7)
  })
})

it('waits for the first listed segment of a new encoder run', async () => {
  const t = setUp()
  t.stage({ type: 'segment-listed', run: 1 })
  t.stage({ type: 'encoder-started', run: 2 })
  t.stage({ type: 'segment-listed', run: 1 })
  t.stage({ type: 'segment-listed', run: 2, at: startMs + 2000 })
  expect(await t.scene.newRun(startMs)).toMatchObject({ at: startMs + 2000, run: 2 })
})

describe('a steady player', () => {
  it('has played for three seconds without a stall, with a measured latency', async () => {
    const t = setUp()
    t.say({})
    const steady = t.scene.steady()
    await t.show(4000, 6200)
    const { at, latencyMs } = await steady
    expect(latencyMs).toBe(6200)
    expect(at).toBeGreaterThanOrEqual(startMs + 3000)
  })

  it('needs three seconds again after a stall', async () => {
    const t = setUp()
    t.say({})
    const steady = t.scene.steady()
    await t.show(2000)
    t.say({ 'data-playback': 'stalled' })
    await vi.advanceTimersByTimeAsync(1000)
    const resumedAt = Date.now()
    t.say({})
    await t.show(5000)
    expect((await steady).at).toBeGreaterThanOrEqual(resumedAt + 3000)
  })

  it('may drop frames on a busy machine', async () => {
    const t = setUp()
    t.say({})
    const steady = t.scene.steady()
    await t.show(1000)
    await vi.advanceTimersByTimeAsync(1500)
    await t.show(2000)
    expect((await steady).at).toBeLessThan(startMs + 4000)
  })
})

it('rejects a pending wait when the scene is aborted', async () => {
  const t = setUp()
  const waiting = t.scene.pass(60_000)
  t.ending.abort()
  await Promise.all([expect(waiting).rejects.toThrow('aborted'), vi.advanceTimersByTimeAsync(100)])
})

describe('coming back', () => {
  async function interrupted(latencyAfter: number) {
    const t = setUp()
    t.say({})
    await t.show(8000)
    const faultAt = Date.now()
    t.say({ 'data-status': 'reconnecting', 'data-playback': 'stalled' })
    await vi.advanceTimersByTimeAsync(5000)
    const cureAt = Date.now()
    const back = comesBack(t.scene, {
      faultAt,
      cureAt,
      before: { latencyMs: 6000, at: faultAt },
      movingWithinMs: 3000,
      latencyWithinMs: 10_000,
    })
    return { t, back, show: () => t.show(12_000, latencyAfter) }
  }

  it('passes with new pictures soon, no second stall, no old video, the latency from before', async () => {
    const { t, back, show } = await interrupted(6300)
    t.say({})
    await Promise.all([back, show()])
    expect(t.failed()).toEqual([])
    expect(t.passed()).toContain('latency as before')
  })

  it('passes at the usual latency when a slow start had left the viewer further behind', async () => {
    const t = setUp()
    t.say({})
    await t.show(8000, 9500)
    const faultAt = Date.now()
    await vi.advanceTimersByTimeAsync(4000)
    const before = { latencyMs: 9500, at: faultAt }
    const back = comesBack(t.scene, { faultAt, cureAt: Date.now(), before, movingWithinMs: 3000 })
    await Promise.all([back, t.show(12_000, 6500)])
    expect(t.failed()).toEqual([])
  })

  it('ends the scene when the latency stays higher than before', async () => {
    const { t, back, show } = await interrupted(8500)
    t.say({})
    await Promise.all([
      expect(back).rejects.toBeInstanceOf(SceneEnded),
      show().then(() => vi.advanceTimersByTimeAsync(61_000)),
    ])
    expect(t.failed()).toEqual(['as far behind as before: 4.0 s to 8.0 s'])
  })

  it('passes when pictures come late, with the delay as a figure', async () => {
    const { t, back, show } = await interrupted(6000)
    t.say({})
    await vi.advanceTimersByTimeAsync(4000)
    await Promise.all([back, show()])
    expect(t.failed()).toEqual([])
    expect(t.figure('first new picture')).toBe(4000)
    expect(t.figure('moving pictures')).toBe(4000)
  })

  it('passes when the picture stands still, with the duration as a figure', async () => {
    const t = setUp()
    t.say({})
    await t.show(8000)
    const faultAt = Date.now()
    await vi.advanceTimersByTimeAsync(4000)
    const before = { latencyMs: 6000, at: faultAt }
    const cureAt = Date.now()
    const back = comesBack(t.scene, { faultAt, cureAt, before, movingWithinMs: 3000, stoppedMs: 3000 })
    await Promise.all([back, t.show(9000)])
    expect(t.failed()).toEqual([])
    expect(t.figure('stood still')).toBe(4000)
  })

  it('fails when it stalls a second time', async () => {
    const { t, back } = await interrupted(6000)
    t.say({})
    await t.show(2000, 6000)
    t.say({ 'data-playback': 'stalled' })
    await vi.advanceTimersByTimeAsync(1500)
    t.say({})
    await Promise.all([back, t.show(9000, 6000)])
    expect(t.failed()).toEqual(['no second stall'])
  })

  it('fails after an underrun that is too short to be a stall in the view', async () => {
    const { t, back } = await interrupted(6000)
    t.say({})
    await t.show(2000, 6000)
    t.runDry()
    await vi.advanceTimersByTimeAsync(600)
    await Promise.all([back, t.show(9000, 6000)])
    expect(t.failed()).toEqual(['no second stall'])
  })

  it('passes after an underrun that is too short for a viewer to notice', async () => {
    const { t, back } = await interrupted(6000)
    t.say({})
    await t.show(2000, 6000)
    t.runDry()
    await vi.advanceTimersByTimeAsync(300)
    await Promise.all([back, t.show(9000, 6000)])
    expect(t.failed()).toEqual([])
  })

  it('passes when a busy machine drops frames of a player that has enough media', async () => {
    const { t, back } = await interrupted(6000)
    t.say({})
    await t.show(2000, 6000)
    await vi.advanceTimersByTimeAsync(900)
    await Promise.all([back, t.show(9000, 6000)])
    expect(t.failed()).toEqual([])
  })

  it('ignores a stall while the encoder is late on a busy machine', async () => {
    const { t, back } = await interrupted(6000)
    t.say({})
    await t.show(2000, 6000)
    t.stage({ type: 'segment-listed', run: 1, endMs: Date.now() - 3000 })
    t.say({ 'data-playback': 'stalled' })
    await vi.advanceTimersByTimeAsync(1500)
    t.say({})
    await Promise.all([back, t.show(9000, 6000)])
    expect(t.failed()).toEqual([])
  })

  it('fails when it stalls though every segment was listed in time', async () => {
    const { t, back } = await interrupted(6000)
    t.say({})
    await t.show(2000, 6000)
    t.stage({ type: 'segment-listed', run: 1, endMs: Date.now() - 300 })
    t.say({ 'data-playback': 'stalled' })
    await vi.advanceTimersByTimeAsync(1500)
    t.say({})
    await Promise.all([back, t.show(9000, 6000)])
    expect(t.failed()).toEqual(['no second stall'])
  })

  it('ends the scene when the view never streams again', async () => {
    const { t, back, show } = await interrupted(6000)
    await Promise.all([
      expect(back).rejects.toBeInstanceOf(SceneEnded),
      show().then(() => vi.advanceTimersByTimeAsync(31_000)),
    ])
    expect(t.failed()).toEqual(['the view is back to normal'])
  })

  it('ends the scene when no picture comes', async () => {
    const { t, back } = await interrupted(6000)
    await Promise.all([expect(back).rejects.toBeInstanceOf(SceneEnded), vi.advanceTimersByTimeAsync(61_000)])
    expect(t.failed()).toEqual(['a new picture is shown'])
  })
})

describe('playing on', () => {
  it('passes with the allowed number of stalls', async () => {
    const t = setUp()
    t.say({})
    const faultAt = Date.now()
    const watched = playsOn(t.scene, { faultAt, pastMs: faultAt - 1000, stalls: 1, maxStopMs: 1500 })
    await t.show(2000)
    t.say({ 'data-playback': 'stalled' })
    await vi.advanceTimersByTimeAsync(1000)
    t.say({})
    await t.show(4000)
    await watched
    expect(t.failed()).toEqual([])
    expect(t.figure('the longest stop')).toBe(1040)
  })

  it('fails with more stalls', async () => {
    const t = setUp()
    t.say({})
    const faultAt = Date.now()
    const watched = playsOn(t.scene, { faultAt, pastMs: faultAt - 1000, stalls: 1, maxStopMs: 1500 })
    for (let stall = 0; stall < 2; stall++) {
      await t.show(1000)
      t.say({ 'data-playback': 'stalled' })
      await vi.advanceTimersByTimeAsync(1000)
      t.say({})
    }
    await t.show(4000)
    await watched
    expect(t.failed()).toEqual(['stalls'])
  })

  it('ends the scene when the picture never moves again', async () => {
    const t = setUp()
    t.say({})
    await t.show(2000)
    const faultAt = Date.now()
    const watched = playsOn(t.scene, { faultAt, pastMs: faultAt, stalls: 1, maxStopMs: 1500 })
    await Promise.all([
      expect(watched).rejects.toBeInstanceOf(SceneEnded),
      vi.advanceTimersByTimeAsync(61_000),
    ])
    expect(t.failed()).toEqual(['it plays on'])
  })
})

it('fails when old video is shown again', async () => {
  const t = setUp()
  await t.show(4000)
  await t.show(1000, 9000)
  nothingOld(t.scene, startMs)
  expect(t.failed()).toEqual(['nothing old is shown again'])
})

describe('the check of requests', () => {
  it('passes at one request per half target duration', async () => {
    const t = setUp()
    for (let at = 0; at <= 5000; at += 1000) t.asked(at)
    await asksCalmly(t.scene, startMs, startMs + 5000)
    expect(t.failed()).toEqual([])
  })

  it('fails without a pause between two requests', async () => {
    const t = setUp()
    for (let at = 0; at <= 5000; at += 50) t.asked(at)
    await asksCalmly(t.scene, startMs, startMs + 5000)
    expect(t.failed()).toEqual(['playlist requests meanwhile'])
  })

  it('fails when a request comes more than a second after the end', async () => {
    const t = setUp()
    t.asked(100)
    const quiet = staysQuiet(t.scene)
    await vi.advanceTimersByTimeAsync(5000)
    await quiet
    expect(t.failed()).toEqual([])

    const loud = setUp()
    loud.asked(8000)
    const noisy = staysQuiet(loud.scene)
    await vi.advanceTimersByTimeAsync(5000)
    await noisy
    expect(loud.failed()).toEqual(['asks for nothing after the end'])
  })
})
