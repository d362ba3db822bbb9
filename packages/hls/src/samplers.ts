import type { LiveSample, StatsSample } from '@standby/core/source'
import { bufferedAhead } from './buffered.ts'
import type { Player } from './player.ts'

/** Changes below this are noise, ms. */
const noticeableMs = 100

/** Where playback is against the live edge; `null` while that cannot be said, or would only drift. */
export function liveSample(player: Player): LiveSample | null {
  const { playback, monitor, window } = player
  const { latency } = playback
  if (monitor.disturbed || playback.stopped || latency === null || !window) return null
  const seekable = player.dvr ? window : null
  const ms = (seconds: number): number => Math.round(seconds * 10) * 100
  return {
    latencyMs: ms(latency),
    targetLatencyMs: ms(playback.usualLatency),
    atEdge: playback.following && latency <= playback.usualLatency + player.goal.step,
    seekableMs: seekable ? ms(seekable.end - seekable.start) : 0,
    seekable: window,
  }
}

/** Whether a viewer would see the difference. */
export function isNewLive(before: LiveSample | null, now: LiveSample): boolean {
  if (!before) return true
  const moved = (a: number | null, b: number | null): boolean => Math.abs((a ?? 0) - (b ?? 0)) >= noticeableMs
  return (
    moved(before.latencyMs, now.latencyMs) ||
    moved(before.targetLatencyMs, now.targetLatencyMs) ||
    before.atEdge !== now.atEdge ||
    // The window slides all the time; that matters only to whoever can seek in it.
    (now.seekableMs > 0 && before.seekable?.end !== now.seekable?.end)
  )
}

/** What is known of the delivery. */
export function statsSample(player: Player, video: HTMLVideoElement, at: number): StatsSample {
  const quality = video.getVideoPlaybackQuality?.()
  return {
    at,
    ...player.stats,
    ...(quality && { framesDropped: quality.droppedVideoFrames }),
    ...(video.videoWidth > 0 && { width: video.videoWidth, height: video.videoHeight }),
    bufferedMs: Math.round(bufferedAhead(video) * 1000),
  }
}
