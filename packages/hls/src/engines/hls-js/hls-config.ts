import type { HlsConfig } from 'hls.js'
import type { HlsConstructor } from './hls-input.ts'
import { loadPolicies, type PolicyFacts } from './loading/load-policies.ts'
import { forwardOnlyLatency } from './forward-only-latency.ts'
import type { HlsOptions } from '../../options.ts'

/**
 * The configuration of hls.js. `hlsConfig` of the caller overrides it, except for the latency controller.
 *
 * Not set on purpose: `liveMaxUnchangedPlaylistRefresh`, because any value but Infinity stops polling for ever, and a
 * broadcast that comes back would be missed; `liveMaxLatencyDurationCount` and `maxLiveSyncPlaybackRate`, because the
 * source has its own catch-up controller, which can also slow down.
 */
export function hlsConfig(
  Hls: HlsConstructor,
  { hlsConfig: own, latencyMode, startPosition }: HlsOptions,
  facts: PolicyFacts,
  video: () => HTMLVideoElement | null,
): Partial<HlsConfig> {
  // A mock, or an hls.js before 1.7, has no latency controller to extend.
  const Latency = (Hls.DefaultConfig as HlsConfig | undefined)?.latencyController
  return {
    backBufferLength: latencyMode === 'low' ? 8 : 30,
    maxBufferLength: 30,
    liveDurationInfinity: true,
    // We keep the usual latency of the viewer. hls.js would add 1 s to it for each stall.
    liveSyncOnStallIncrease: 0,
    // A failed level is tried again, and a level that the viewer chose stays chosen.
    errorPenaltyExpireMs: 10_000,
    preserveManualLevelOnError: true,
    ...(latencyMode && { lowLatencyMode: latencyMode === 'low' }),
    ...(startPosition !== undefined && { startPosition }),
    ...loadPolicies(facts),
    ...own,
    ...(Latency && { latencyController: forwardOnlyLatency(Latency, video) }),
  }
}
