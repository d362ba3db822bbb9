import { stopMs } from '../../observe/picture-log.ts'
import type { ViewMoment } from '../../observe/view-timeline.ts'
import { seconds } from '../report.ts'
import type { StreamScene, Steady } from './stream-scene.ts'

/** The stage's segments and their target duration. */
export const segmentMs = 2000

/** A frame is 40 ms; what is shown again beyond a few of them is old video, by the clock painted into it. */
const maxReplayMs = 100
/** Nobody notices being one segment further behind than before, or nearer. */
const latencyBandMs = segmentMs
/** Three target durations behind the edge, and what it takes from the camera to the list. */
const usualLatencyMs = 3 * segmentMs + 1000
/** Two segment boundaries after pictures move again: where a second stall would come. */
const aftermathMs = 2 * segmentMs

export interface Return {
  /** When the trouble began and when its cause was gone, epoch ms. */
  readonly faultAt: number
  readonly cureAt: number
  /** How soon after the cure a new picture is shown, and how soon pictures move: figures. */
  readonly newWithinMs?: number
  readonly movingWithinMs: number
  readonly before: Steady
  /** The encoder's run whose pictures are waited for, where it was started anew. */
  readonly run?: number
  /** The longest that the picture may stand still between fault and moving pictures, where that is promised: a figure. */
  readonly stoppedMs?: number
  /** How long the latency may take to be near what it was, from the cure: a figure. */
  readonly latencyWithinMs?: number
}

/** After an interruption: new pictures, moving, streaming, no second stall, nothing old, the latency of before. */
export async function comesBack(scene: StreamScene, back: Return): Promise<void> {
  const { pictures } = scene.viewer
  const { cureAt, faultAt, movingWithinMs, newWithinMs = movingWithinMs, run, stoppedMs } = back
  const first = await scene.until('a new picture is shown', () => pictures.firstNew(cureAt, run))
  scene.figure('first new picture', first.at - cureAt, newWithinMs)
  const moving = await scene.until('pictures move again', () => pictures.movingFrom(first.at))
  scene.figure('moving pictures', moving - cureAt, movingWithinMs)
  if (stoppedMs !== undefined) scene.figure('stood still', stoodStill(scene, faultAt, moving), stoppedMs)
  const normal = await scene.sees(
    'the view is back to normal',
    { status: 'streaming', reconnect: null, farEnd: null, playback: 'playing' },
    3000,
    moving,
  )
  await playsPast(scene, pictures.newestPaintedMs + aftermathMs)
  await latencyReturns(scene, back)
  const again = stallsSince(scene, normal.at) + dryStopsSince(scene, moving)
  scene.check('no second stall', 'none', again === 0 ? 'none' : `${again} ×`, again === 0)
  nothingOld(scene, faultAt)
}

/** Stops that a viewer notices and that came of running dry: a busy machine makes the one, a quick player the other. */
function dryStopsSince(scene: StreamScene, since: number): number {
  const { pictures, ranDryAt } = scene.viewer
  const now = Date.now()
  const cameOfIt = (from: number, until: number) =>
    ranDryAt.some((at) => at >= from - stopMs && at <= until && !scene.wasLateAt(at))
  return pictures.stops(since, now).filter(({ from, until }) => cameOfIt(from, until ?? now)).length
}

/** From the last picture that moved to the first that moves again, a still in between included. */
function stoodStill(scene: StreamScene, faultAt: number, moving: number): number {
  const stops = scene.viewer.pictures.stops(faultAt, moving)
  return stops.reduce((sum, { from, until }) => sum + ((until ?? moving) - from), 0)
}

/** Waits until a moment of the broadcast has been shown, by the clock painted into it. */
function playsPast(scene: StreamScene, paintedMs: number): Promise<true> {
  const { pictures } = scene.viewer
  return scene.until('it plays on', () => (pictures.newestPaintedMs >= paintedMs ? true : undefined))
}

/**
 * Near what it was. A viewer whom a slow start left further behind than usual need not be put there again: as near
 * as usual is as good.
 */
async function latencyReturns(
  scene: StreamScene,
  { before, cureAt, latencyWithinMs = 25_000 }: Return,
): Promise<void> {
  const { pictures } = scene.viewer
  const highest = before.latencyMs + latencyBandMs
  const lowest = Math.min(before.latencyMs, usualLatencyMs) - latencyBandMs
  const now = () => pictures.latencyMs(Date.now() - 1000)
  const latency = await scene.until(
    `as far behind as before: ${seconds(lowest)} to ${seconds(highest)}`,
    () => {
      const latency = now()
      return latency !== null && latency >= lowest && latency <= highest ? latency : undefined
    },
    undefined,
    () => {
      const latency = now()
      return latency === null ? 'no picture' : `${seconds(latency)} behind`
    },
  )
  scene.check(
    'latency as before',
    `${seconds(before.latencyMs)} before; ${seconds(lowest)} to ${seconds(highest)}`,
    seconds(latency),
    true,
  )
  scene.figure('latency as before', Date.now() - cureAt, latencyWithinMs)
}

/** Through a disturbance: as many stalls as allowed, nothing old, still streaming what is new. */
export async function playsOn(
  scene: StreamScene,
  disturbance: {
    readonly faultAt: number
    /** The moment of the broadcast, by its painted clock, that has to be shown before it is over. */
    readonly pastMs: number
    readonly stalls: number
    /** How long the picture may stand still: a figure. */
    readonly maxStopMs: number
  },
): Promise<void> {
  const { pictures, view } = scene.viewer
  const { faultAt, pastMs, stalls, maxStopMs } = disturbance
  await playsPast(scene, pastMs)
  const seen = stallsSince(scene, faultAt)
  scene.check('stalls', `at most ${stalls}`, String(seen), seen <= stalls)
  const now = Date.now()
  const lengths = pictures.stops(faultAt, now).map(({ from, until }) => (until ?? now) - from)
  scene.figure('the longest stop', Math.max(0, ...lengths), maxStopMs)
  scene.check('still streaming', 'streaming', view.now?.status ?? 'nothing', view.now?.status === 'streaming')
  nothingOld(scene, faultAt)
}

export function nothingOld(scene: StreamScene, since: number): void {
  const replayed = scene.viewer.pictures.replayedMs(since)
  scene.check(
    'nothing old is shown again',
    'nothing',
    replayed > maxReplayMs ? seconds(replayed) : 'nothing',
    replayed <= maxReplayMs,
  )
}

/**
 * The player never said that it ran dry. What the picture itself did is not asked: a machine that is busy elsewhere
 * drops frames of a player that has all it needs.
 */
export function noStalls(scene: StreamScene, name: string, since: number): void {
  const stalls = stallsSince(scene, since)
  scene.check(name, 'none', stalls === 0 ? 'none' : `${stalls} ×`, stalls === 0)
}

/**
 * How often playback began to be stalled, or the session to reconnect, while encoder and page kept time: a player that
 * is given nothing in time runs dry whatever it does.
 */
function stallsSince(scene: StreamScene, since: number): number {
  const stalled = ({ playback, status }: ViewMoment) => playback === 'stalled' || status === 'reconnecting'
  const moments = scene.viewer.view.since(since)
  return moments.filter((moment, index) => {
    const before = moments[index - 1]
    const begins = stalled(moment) && (before === undefined || !stalled(before))
    return begins && !scene.wasLateAt(moment.at)
  }).length
}

/** Says that a moment never came, such as a second end. */
export function seenTimes(
  scene: StreamScene,
  name: string,
  status: string,
  since: number,
  times: number,
): void {
  const moments = scene.viewer.view
    .since(since)
    .filter((moment, index, all) => moment.status === status && all[index - 1]?.status !== status)
  scene.check(name, `${times} ×`, `${moments.length} ×`, moments.length === times)
}

/**
 * While nothing can be had, playlists are asked for no more than once in half a target duration. Twice as many are let
 * pass: a busy machine asks less often, but may do at once what it is behind with.
 */
export async function asksCalmly(scene: StreamScene, from: number, until: number): Promise<void> {
  const requests = (await scene.stream.requests()).filter(
    ({ kind, at }) => (kind === 'playlist' || kind === 'master') && at >= from && at <= until,
  )
  const calm = Math.ceil((until - from) / (segmentMs / 2)) + 1
  scene.check(
    'playlist requests meanwhile',
    `about ${calm} in ${seconds(until - from)}`,
    String(requests.length),
    requests.length <= 2 * calm,
  )
}

/** What was sent before the end may arrive after it. */
const inFlightMs = 1000

/** After an end nothing is asked for any more. */
export async function staysQuiet(scene: StreamScene): Promise<void> {
  await scene.pass(inFlightMs)
  const from = Date.now()
  await scene.pass(segmentMs)
  const requests = (await scene.stream.requests()).filter(({ at }) => at >= from)
  scene.check(
    'asks for nothing after the end',
    `0 requests in ${seconds(segmentMs)}`,
    String(requests.length),
    requests.length === 0,
  )
}
