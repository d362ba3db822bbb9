import type { HlsConfig } from 'hls.js'

type LatencyController = NonNullable<HlsConfig['latencyController']>

/**
 * A latency controller that never sends a viewer back. While a list stands still, hls.js seeks to a live position that
 * lies one target duration behind the playhead: seconds that were seen already are shown again and called playing.
 * Without such a position it waits; forward ones still count.
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
