import type { MediaPlaylistFacts } from '../../playlist/media-playlist.ts'
import { isDvr, type Timeline } from '../../playback/timeline.ts'
import type { LatencyGoal } from '../../playback/target-latency.ts'

/** The timeline of an element that plays native HLS: the range in which it can seek. */
export class NativeTimeline implements Timeline {
  /** The element chooses where it begins. */
  readonly startsAt = null
  video: HTMLVideoElement | null = null
  list: MediaPlaylistFacts | null = null
  readonly #dvr: boolean | undefined

  constructor(dvr: boolean | undefined) {
    this.#dvr = dvr
  }

  get goal(): LatencyGoal {
    const step = this.list?.targetDuration ?? 2
    return { target: 3 * step, step }
  }

  get window(): Timeline['window'] {
    // Chromium cannot seek in a native live stream, but it buffers up to the newest segment.
    const ranges = this.video?.seekable.length ? this.video.seekable : this.video?.buffered
    return ranges?.length ? { start: ranges.start(0), end: ranges.end(ranges.length - 1) } : null
  }

  get dvr(): boolean {
    const listed = this.list && { start: 0, end: this.list.duration }
    return isDvr(this.#dvr, this.list?.type, listed)
  }

  playableFrom(position: number): number {
    return position
  }
}
