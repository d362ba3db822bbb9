import type { LiveSample, Session } from '@standby/core'
import { isWritable } from '../../i18n/is-writable.ts'

/** Below this the window is only what a player keeps for itself, ms. */
const minWindowMs = 30_000

/** Closer to the end than this, the viewer means the live edge, s. */
const edgeTolerance = 1.5

/** A window that is not finite has no places to show or to go to. */
export function hasWindow(live: LiveSample | null): boolean {
  return isWritable(live?.seekableMs) && live.seekableMs >= minWindowMs
}

/** Media time, s. At the end of the window it goes to the live edge instead, and stays with it. */
export function seekTo(session: Session, time: number): void {
  const seekable = session.live.get()?.seekable
  if (!isWritable(seekable?.start) || !isWritable(seekable.end)) return
  if (time >= seekable.end - edgeTolerance) session.seekToLive()
  else session.media.seek(Math.max(seekable.start, time))
}

/** Seconds from where it plays now; negative goes back, and `Infinity` to the live edge. */
export function seekBy(session: Session, seconds: number): void {
  const { video } = session.media
  if (!video || !hasWindow(session.live.get())) return
  if (seconds > 0 && session.live.get()?.atEdge) return
  seekTo(session, video.currentTime + seconds)
}
