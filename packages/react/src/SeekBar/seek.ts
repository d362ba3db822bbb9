import type { Session } from '@standby/core'

/** Below this the window is only what a player keeps for itself, ms. */
export const smallestWindowMs = 30_000

/** Closer to the end than this, the viewer means the live edge, s. */
const edgeTolerance = 1.5

export function canSeek(session: Session): boolean {
  return (session.live.get()?.seekableMs ?? 0) >= smallestWindowMs
}

/** Media time, s. At the end of the window it goes to the live edge instead, and stays with it. */
export function seekTo(session: Session, time: number): void {
  const seekable = session.live.get()?.seekable
  if (!seekable) return
  if (time >= seekable.end - edgeTolerance) session.seekToLive()
  else session.media.seek(Math.max(seekable.start, time))
}

/** Seconds from where it plays now; negative goes back, and `Infinity` to the live edge. */
export function seekBy(session: Session, seconds: number): void {
  const { video } = session.media
  if (!video || !canSeek(session)) return
  if (seconds > 0 && session.live.get()?.atEdge) return
  seekTo(session, video.currentTime + seconds)
}
