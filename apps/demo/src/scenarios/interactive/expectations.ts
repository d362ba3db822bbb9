import type { ApplicationOptions } from '@standby/stage'
import type { ApplicationScene } from './application-scene.ts'

/** Small workers: a machine with two cores runs several. Heartbeats as often as the protocol allows. */
export const small = {
  width: 320,
  height: 180,
  fps: 15,
  kbps: 300,
  heartbeatMs: 1000,
  updateMs: 200,
} as const satisfies ApplicationOptions

/** The same without media, for what happens before there is any. */
export const bare = { ...small, media: 'none' } as const satisfies ApplicationOptions

/** Nothing is left of the viewer at the stage. */
export function nothingLeft(scene: ApplicationScene, since: number, withinMs = 1000): Promise<void> {
  return scene.counts('nothing is left', { sessions: 0, sockets: 0, peerConnections: 0 }, withinMs, since)
}

/** The picture goes on while something else was broken; how long it stood still meanwhile is a figure. */
export async function pictureStayed(scene: ApplicationScene, since: number, maxStopMs = 500): Promise<void> {
  const now = Date.now()
  const { pictures } = scene.viewer
  const stops = pictures.stops(since, now).map(({ from, until }) => (until ?? now) - from)
  scene.figure('the longest stop', Math.max(0, ...stops), maxStopMs)
  await scene.until('the picture goes on', () => pictures.movingFrom(now))
  scene.check('the picture stays', 'goes on', 'goes on', true)
}

export function sameWorker(scene: ApplicationScene, worker: number): void {
  scene.check('the same worker', String(worker), String(scene.worker), scene.worker === worker)
}

export function freshWorker(scene: ApplicationScene, former: number, worker: number): void {
  scene.check('a fresh worker', `not ${former}`, String(worker), worker !== former)
}

/** One word of the DOM contract never changed from `since` until now. */
export function stayed(scene: ApplicationScene, status: string, since: number): void {
  const seen = [...new Set(scene.viewer.view.since(since).map((moment) => moment.status))]
  scene.check(`stays ${status}`, status, seen.join(', '), seen.length === 1 && seen[0] === status)
}

/** A button of the player says what it does. */
export function offers(scene: ApplicationScene, label: string | null): void {
  const text = scene.viewer.text('disconnect-screen-retry')
  scene.check('what is offered', label ?? 'nothing', text ?? 'nothing', text === label)
}
