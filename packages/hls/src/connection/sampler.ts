import type { LiveSample, SourceLink, StatsSample } from '@standby/core/source'
import { bufferedAhead } from '../playback/buffered.ts'
import type { Player } from '../playback/player.ts'

/** One sample per 5 ticks: about once a second. */
const everyTicks = 5
/** Changes below this are noise, ms. */
const noticeableMs = 100

/** Sends the session samples: distance to the live edge, and delivery statistics. */
export class Sampler {
  readonly #link: SourceLink
  #ticks = 0
  #told: LiveSample | null = null

  constructor(link: SourceLink) {
    this.#link = link
  }

  tick(player: Player): void {
    if (++this.#ticks % everyTicks !== 0) return
    const live = liveSample(player)
    if (live && isNews(this.#told, live)) {
      this.#told = live
      this.#link.sample('live', live)
    }
    const { video } = player
    if (video) this.#link.sample('stats', statsSample(player, video, this.#link.environment.now()))
  }
}

/** `null` while unknown, and during an outage: the value would only drift, so the last sample stays. */
export function liveSample(player: Player): LiveSample | null {
  const { playback, outages, timeline } = player
  const { window, dvr, goal } = timeline
  const { latency, usualLatency, following } = playback
  if (outages.disturbed || playback.stopped || latency === null || !window) return null
  const ms = (seconds: number): number => Math.round(seconds * 10) * 100
  return {
    latencyMs: ms(latency),
    targetLatencyMs: ms(usualLatency),
    atEdge: following && latency <= usualLatency + goal.step,
    seekableMs: dvr ? ms(window.end - window.start) : 0,
    seekable: window,
  }
}

/** Whether a viewer would notice the difference. */
export function isNews(before: LiveSample | null, now: LiveSample): boolean {
  if (!before) return true
  const moved = (a: number | null, b: number | null): boolean => Math.abs((a ?? 0) - (b ?? 0)) >= noticeableMs
  return (
    moved(before.latencyMs, now.latencyMs) ||
    moved(before.targetLatencyMs, now.targetLatencyMs) ||
    before.atEdge !== now.atEdge ||
    // The window slides all the time. That matters only when the viewer can seek in it.
    (now.seekableMs > 0 && before.seekable?.end !== now.seekable?.end)
  )
}

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
