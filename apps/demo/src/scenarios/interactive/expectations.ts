import type { ApplicationOptions } from '@standby/stage'
import type { ApplicationScene } from './application-scene.ts'

/** Small workers, so that a machine with two cores runs several, and the shortest heartbeat of the protocol. */
export const small = {
  width: 320,
  height: 180,
  fps: 15,
  kbps: 300,
  heartbeatMs: 1000,
  updateMs: 200,
} as const satisfies ApplicationOptions

/** The same without media, for scenarios that end before media. */
export const bare = { ...small, media: 'none' } as const satisfies ApplicationOptions

/** Checks that the stage has no session, socket or peer connection left. */
export function nothingLeft(scene: ApplicationScene, since: number, withinMs = 1000): Promise<void> {
  return scene.counts('nothing is left', { sessions: 0, sockets: 0, peerConnections: 0 }, withinMs, since)
}

/** Checks that the picture moves on after a fault elsewhere. Its longest stop since `since` is a figure. */
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

/** Checks that `data-status` did not change from `since` until now. */
export function stayed(scene: ApplicationScene, status: string, since: number): void {
  const seen = [...new Set(scene.viewer.view.since(since).map((moment) => moment.status))]
  scene.check(`stays ${status}`, status, seen.join(', '), seen.length === 1 && seen[0] === status)
}

/** Checks the label of the retry button; `null`: there is no button. */
export function offers(scene: ApplicationScene, label: string | null): void {
  const text = scene.viewer.text('disconnect-screen-retry')
  scene.check('what is offered', label ?? 'nothing', text ?? 'nothing', text === label)
}
