import type { LiveSample } from '@standby/core'

export const live = (change: Partial<LiveSample> = {}): LiveSample => ({
  latencyMs: 6000,
  targetLatencyMs: 6000,
  atEdge: true,
  seekableMs: 0,
  seekable: null,
  ...change,
})

/** Half an hour of DVR, from 1000 s to 2800 s of media time. */
export const dvr = (change: Partial<LiveSample> = {}) =>
  live({ seekableMs: 1_800_000, seekable: { start: 1000, end: 2800 }, ...change })

/** jsdom loads no media: sets the position of the video and its seekable window. */
export function playAt(video: HTMLVideoElement | null, time: number): HTMLVideoElement {
  if (!video) throw new Error('There is no video')
  Object.defineProperty(video, 'currentTime', { value: time, writable: true, configurable: true })
  const seekable = { length: 1, start: () => 1000, end: () => 2800 }
  Object.defineProperty(video, 'seekable', { value: seekable, configurable: true })
  return video
}
