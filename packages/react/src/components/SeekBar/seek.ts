import type { LiveSample, Session } from '@standby/core'
import { isWritable } from '../../i18n/is-writable.ts'

/** Min size of a DVR window, ms. A smaller one is only the player's own buffer. */
const minWindowMs = 30_000

/** A seek closer to the end than this goes to the live edge, s. */
const edgeTolerance = 1.5

/** Whether there is a DVR window to seek in. A window that is not finite does not count. */
export function hasWindow(live: LiveSample | null): boolean {
  return isWritable(live?.seekableMs) && live.seekableMs >= minWindowMs
}

/** Seeks to a media time, s. Near the end of the window it seeks to the live edge instead and stays there. */
export function seekTo(session: Session, time: number): void {
  const seekable = session.live.get()?.seekable
  if (!isWritable(seekable?.start) || !isWritable(seekable.end)) return
  if (time >= seekable.end - edgeTolerance) session.seekToLive()
  else session.media.seek(Math.max(seekable.start, time))
}

/** Seeks by seconds from the current position. Negative goes back; `Infinity` goes to the live edge. */
export function seekBy(session: Session, seconds: number): void {
  const { video } = session.media
  if (!video || !hasWindow(session.live.get())) return
  if (seconds > 0 && session.live.get()?.atEdge) return
  seekTo(session, video.currentTime + seconds)
}
