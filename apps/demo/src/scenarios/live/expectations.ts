import { stopMs } from '../../observe/picture-log.ts'
import type { ViewMoment } from '../../observe/view-timeline.ts'
import { seconds } from '../report.ts'
import type { StreamScene, Steady } from './stream-scene.ts'

/** Segment and target duration of the stage. */
export const segmentMs = 2000

/** A frame lasts 40 ms. A repeat of more than a few frames counts as old video, by the painted clock. */
const maxReplayMs = 100
/** A viewer does not notice a latency that is one segment higher or lower than before. */
const latencyBandMs = segmentMs
/** Three target durations behind the edge, plus the time from the camera to the playlist. */
const usualLatencyMs = 3 * segmentMs + 1000
/** A second stall would come within two segments after pictures move again. */
const aftermathMs = 2 * segmentMs

export interface Return {
  /** When the fault began, and when its cause was gone, epoch ms. */
  readonly faultAt: number
  readonly cureAt: number
  /** Figures: max time from the cure to a new picture, and to moving pictures. */
  readonly newWithinMs?: number
  readonly movingWithinMs: number
  readonly before: Steady
  /** The encoder run whose pictures must come, when the encoder was restarted. */
  readonly run?: number
  /** Figure, when promised: max time that the picture stands still between the fault and moving pictures. */
  readonly stoppedMs?: number
  /** Figure: max time from the cure to the latency from before. Default: 25 s. */
  readonly latencyWithinMs?: number
}

/**
 * Checks the return after an interruption: new pictures that move, a normal view, no second stall, no old video, the
 * latency from before.
 */
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
  // The view may notice the end of the old pictures only when the new ones move already: that is the first stall.
  const settledAt = Math.max(normal.at, moving + stopMs)
  const again = stallsSince(scene, settledAt) + dryStopsSince(scene, moving)
  scene.check('no second stall', 'none', again === 0 ? 'none' : `${again} ×`, again === 0)
  nothingOld(scene, faultAt)
}

/**
 * Counts stops that a viewer notices and in which the player ran out of media. A stop alone can come from a busy machine,
 * and an underrun alone can be too short to notice.
 */
function dryStopsSince(scene: StreamScene, since: number): number {
  const { pictures, ranDryAt } = scene.viewer
  const now = Date.now()
  const ranDry = (from: number, until: number) =>
    ranDryAt.some((at) => at >= from - stopMs && at <= until && !scene.wasLateAt(at))
  return pictures.stops(since, now).filter(({ from, until }) => ranDry(from, until ?? now)).length
}

/** Time without moving pictures between the fault and `moving`, ms. A single still in between does not end a stop. */
function stoodStill(scene: StreamScene, faultAt: number, moving: number): number {
  const stops = scene.viewer.pictures.stops(faultAt, moving)
  return stops.reduce((sum, { from, until }) => sum + ((until ?? moving) - from), 0)
}

/** Waits until a moment of the broadcast was shown, by the painted clock. */
function playsPast(scene: StreamScene, paintedMs: number): Promise<true> {
  const { pictures } = scene.viewer
  return scene.until('it plays on', () => (pictures.newestPaintedMs >= paintedMs ? true : undefined))
}

/**
 * Waits until the latency is near the one from before. A slow start can leave a viewer further behind than usual: then
 * the usual latency is right too.
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

/** Checks that a session survives a disturbance: max `stalls` stalls, no old video, still streaming. */
export async function playsOn(
  scene: StreamScene,
  disturbance: {
    readonly faultAt: number
    /** The check ends when this moment of the broadcast was shown, by the painted clock, epoch ms. */
    readonly pastMs: number
    /** Max number of stalls. */
    readonly stalls: number
    /** Figure: max time that the picture stands still. */
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
 * Checks that the view reported no stall. The pictures are not checked: a busy machine drops frames of a player that has
 * enough media.
 */
export function noStalls(scene: StreamScene, name: string, since: number): void {
  const stalls = stallsSince(scene, since)
  scene.check(name, 'none', stalls === 0 ? 'none' : `${stalls} ×`, stalls === 0)
}

/**
 * Counts how often a stall or a reconnect began while encoder and page were in time. No player can avoid a stall when
 * media comes late.
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

/** Checks how often a status began, such as only one end. */
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
 * Checks that the player asks for playlists max once per half target duration while none can be loaded. Twice as many
 * pass: a busy machine may send late requests all at once.
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

/** A request from before the end may arrive after it. */
const inFlightMs = 1000

/** Checks that the player sends no requests after the end. */
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
