import type { HlsConfig } from 'hls.js'

type LatencyController = NonNullable<HlsConfig['latencyController']>

/**
 * A latency controller that never seeks back. While a playlist does not change, hls.js seeks to a live position that
 * is one target duration behind the playhead. It plays again what was already seen, as if the stream were live. Without
 * such a position hls.js waits. Positions ahead of the playhead are kept.
 */
export function forwardOnlyLatency(
  Base: LatencyController,
  video: () => HTMLVideoElement | null,
): LatencyController {
  return class NoRewind extends Base {
    override get liveSyncPosition(): number | null {
      const position = super.liveSyncPosition
      const element = video()
      const started = element !== null && element.readyState > 0 && element.currentTime > 0
      return started && position !== null && position < element.currentTime ? null : position
    }
  }
}
