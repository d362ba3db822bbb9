import { seconds } from '../report.ts'
import type { StreamScene, Steady } from './stream-scene.ts'

/** The stage's segments and their target duration. */
export const SEGMENT_MS = 2000

/** A frame is 40 ms; what is shown again beyond a few of them is old video. */
const REPLAY_MS = 100
const LATENCY_BAND_MS = 1000
/** Three target durations behind the edge, and what it takes from the camera to the list. */
const USUAL_LATENCY_MS = 3 * SEGMENT_MS + 1000
/** Two segment boundaries after pictures move again: where a second stop would come. */
const AFTERMATH_MS = 2 * SEGMENT_MS + 1000

export interface Return {
  /** When the trouble began and when its cause was gone, epoch ms. */
  readonly faultAt: number
  readonly cureAt: number
  /** How soon after the cure a new picture is shown, and how soon pictures move. */
  readonly newWithinMs?: number
  readonly movingWithinMs: number
  readonly before: Steady
  /** The encoder's run whose pictures are waited for, where it was started anew. */
  readonly run?: number
  /** The longest that the picture may stand still between fault and moving pictures, where that is promised. */
  readonly stoppedMs?: number
  /** How long the latency may take to be near what it was, from the cure. */
  readonly latencyWithinMs?: number
}

/** After an interruption: new pictures soon, moving soon, no second stop, nothing old, the latency of before. */
export async function comesBack(scene: StreamScene, back: Return): Promise<void> {
  const { pictures } = scene.viewer
  const { cureAt, faultAt, movingWithinMs, newWithinMs = movingWithinMs, run, stoppedMs } = back
  const first = await scene.until(
    'a new picture is shown',
    () => pictures.firstNew(cureAt, run),
    newWithinMs + 15_000,
  )
  within(scene, 'first new picture', first.at - cureAt, newWithinMs)
  const moving = await scene.until(
    'pictures move again',
    () => pictures.movingFrom(first.at),
    movingWithinMs + 15_000,
  )
  within(scene, 'moving pictures', moving - cureAt, movingWithinMs)
  if (stoppedMs !== undefined) longestStop(scene, faultAt, moving, stoppedMs)
  await scene.sees(
    'the view is back to normal',
    { status: 'streaming', reconnect: null, farEnd: null, playback: 'playing' },
    3000,
  )
  await latencyReturns(scene, back)
  await scene.until(
    'the aftermath is over',
    () => (Date.now() - moving > AFTERMATH_MS ? true : undefined),
    AFTERMATH_MS + 1000,
  )
  noStops(scene, 'no second stop', moving)
  nothingOld(scene, faultAt)
}

/** From the last picture that moved to the first that moves again, a still in between included. */
function longestStop(scene: StreamScene, faultAt: number, moving: number, limitMs: number): void {
  const stops = scene.viewer.pictures.stops(faultAt, moving)
  const stopped = stops.reduce((sum, { from, until }) => sum + ((until ?? moving) - from), 0)
  scene.check('stood still', `at most ${seconds(limitMs)}`, seconds(stopped), stopped <= limitMs)
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
  const highest = before.latencyMs + LATENCY_BAND_MS
  const lowest = Math.min(before.latencyMs, USUAL_LATENCY_MS) - LATENCY_BAND_MS
  const now = () => pictures.latencyMs(Date.now() - 1000)
  const near = () => {
    const latency = now()
    return latency !== null && latency >= lowest && latency <= highest ? latency : undefined
  }
  const deadline = cureAt + latencyWithinMs
  let latency = near()
  while (latency === undefined && Date.now() < deadline) {
    await scene.pass(200)
    latency = near()
  }
  const after = latency ?? now()
  scene.check(
    'latency as before',
    `${seconds(before.latencyMs)} before; ${seconds(lowest)} to ${seconds(highest)}, ${seconds(latencyWithinMs)} after the cure at the latest`,
    after === null ? 'no picture' : `${seconds(after)} at ${seconds(Date.now() - cureAt)} after the cure`,
    latency !== undefined,
  )
}

/** Through a disturbance: as many stops as allowed and none longer, nothing old, still streaming, still new pictures. */
export async function playsOn(
  scene: StreamScene,
  limits: {
    readonly faultAt: number
    readonly until: number
    readonly stops: number
    readonly longestMs: number
  },
): Promise<void> {
  const { pictures, view } = scene.viewer
  await scene.until('time to watch is over', () => (Date.now() >= limits.until ? true : undefined), 60_000)
  const now = Date.now()
  const lengths = pictures.stops(limits.faultAt, now).map(({ from, until }) => (until ?? now) - from)
  const longest = Math.max(0, ...lengths)
  scene.check(
    'stops',
    limits.stops === 0 ? 'none' : `at most ${limits.stops}, none over ${seconds(limits.longestMs)}`,
    lengths.length === 0 ? 'none' : lengths.map(seconds).join(', '),
    lengths.length <= limits.stops && longest <= limits.longestMs,
  )
  const age = now - pictures.newestPaintedMs
  scene.check('new pictures play', 'newest under 15.0 s old', seconds(age), age < 15_000)
  scene.check('still streaming', 'streaming', view.now?.status ?? 'nothing', view.now?.status === 'streaming')
  nothingOld(scene, limits.faultAt)
}

export function within(scene: StreamScene, name: string, ms: number, limitMs: number): void {
  scene.check(name, `within ${seconds(limitMs)}`, `after ${(ms / 1000).toFixed(2)} s`, ms <= limitMs)
}

export function nothingOld(scene: StreamScene, since: number): void {
  const replayed = scene.viewer.pictures.replayedMs(since)
  scene.check(
    'nothing old is shown again',
    'nothing',
    replayed > REPLAY_MS ? seconds(replayed) : 'nothing',
    replayed <= REPLAY_MS,
  )
}

export function noStops(scene: StreamScene, name: string, since: number): void {
  const now = Date.now()
  const stops = scene.viewer.pictures
    .stops(since, now)
    .map(({ from, until }) => seconds((until ?? now) - from))
  scene.check(name, 'none', stops.join(', ') || 'none', stops.length === 0)
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

/** While nothing can be had, playlists are asked for no more than once in half a target duration. */
export async function asksCalmly(scene: StreamScene, from: number, until: number): Promise<void> {
  const requests = (await scene.stream.requests()).filter(
    ({ kind, at }) => (kind === 'playlist' || kind === 'master') && at >= from && at <= until,
  )
  const allowed = Math.ceil((until - from) / (SEGMENT_MS / 2)) + 1
  scene.check(
    'playlist requests meanwhile',
    `at most ${allowed} in ${seconds(until - from)}`,
    String(requests.length),
    requests.length <= allowed,
  )
}

/** After an end nothing is asked for any more. */
export async function staysQuiet(scene: StreamScene): Promise<void> {
  const from = Date.now() + 500
  await scene.pass(4000)
  const requests = (await scene.stream.requests()).filter(({ at }) => at >= from)
  scene.check(
    'asks for nothing after the end',
    '0 requests in 3.5 s',
    String(requests.length),
    requests.length === 0,
  )
}
