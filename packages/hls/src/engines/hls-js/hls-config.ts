import type { HlsConfig } from 'hls.js'
import type { HlsConstructor } from './hls-input.ts'
import { loadPolicies, type PolicyFacts } from './load-policies.ts'
import { forwardOnlyLatency } from './forward-only-latency.ts'
import type { HlsOptions } from '../../options.ts'

/**
 * The configuration of hls.js. What the caller gives wins, except for the latency controller.
 *
 * Left alone on purpose: `liveMaxUnchangedPlaylistRefresh` (anything but Infinity stops reloading for ever, and a
 * broadcast that comes back is missed), `liveMaxLatencyDurationCount` and `maxLiveSyncPlaybackRate` (the source has
 * its own governor, which also slows down).
 */
export function hlsConfig(
  Hls: HlsConstructor,
  { hlsConfig: own, latencyMode, startPosition }: HlsOptions,
  facts: PolicyFacts,
  video: () => HTMLVideoElement | null,
): Partial<HlsConfig> {
  // A mock, or an hls.js before 1.7, has none to build on.
  const Latency = (Hls.DefaultConfig as HlsConfig | undefined)?.latencyController
  return {
    backBufferLength: latencyMode === 'low' ? 8 : 30,
    maxBufferLength: 30,
    liveDurationInfinity: true,
    // The usual latency is the viewer's own; hls.js would add a second to it for each stall.
    liveSyncOnStallIncrease: 0,
    // A level that failed is tried again, and a chosen one stays chosen.
    errorPenaltyExpireMs: 10_000,
    preserveManualLevelOnError: true,
    ...(latencyMode && { lowLatencyMode: latencyMode === 'low' }),
    ...(startPosition !== undefined && { startPosition }),
    ...loadPolicies(facts),
    ...own,
    ...(Latency && { latencyController: forwardOnlyLatency(Latency, video) }),
  }
}
