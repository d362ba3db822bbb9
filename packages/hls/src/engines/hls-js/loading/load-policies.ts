import type { HlsLoadPolicies, LoadPolicy, RetryConfig } from 'hls.js'
import { playlistRetryDelay, segmentRetryDelay } from '../../../connection/retry-delay.ts'
import { levelTries, requestTimeouts, segmentTries } from '../../../limits.ts'

/** What the policies depend on. Read when a request has failed. */
export interface PolicyFacts {
  /** Media was listed: from then on, hls.js repeats failed requests. */
  started(): boolean
  /** There are other levels to change to. */
  alternatives(): boolean
  /** s. */
  targetDuration(): number
  /** The server answers: the viewer's network is not why a request failed. */
  reachable(): boolean
  random(): number
  /** Reports the delay before the failed request is repeated, ms. */
  delayed(ms: number): void
}

const always = 1e9

/**
 * How hls.js repeats requests. It never gives up a stream that has played: an origin that answers 404 for an hour may
 * answer 200 a second later.
 */
export function loadPolicies(
  facts: PolicyFacts,
): Pick<HlsLoadPolicies, 'manifestLoadPolicy' | 'playlistLoadPolicy' | 'fragLoadPolicy'> {
  return {
    // What a failed entry playlist means depends on the state of the session, so the source decides.
    manifestLoadPolicy: {
      default: { ...requestTimeouts.entry, timeoutRetry: null, errorRetry: null },
    },
    playlistLoadPolicy: policy(requestTimeouts.playlist, facts, (failures) => ({
      delayMs: playlistRetryDelay(failures, facts.targetDuration(), facts.random),
      // With false, hls.js tries another level. It stays at this one when no other works.
      retry: facts.started() && !(facts.alternatives() && failures + 1 >= levelTries),
      last: !facts.started(),
    })),
    fragLoadPolicy: policy(requestTimeouts.segment, facts, (failures, status) => ({
      delayMs: segmentRetryDelay(facts.random) * Math.min(1 + Math.floor(failures / 6), 6),
      // After too many failures, hls.js skips the segment. Without a network it waits.
      retry: failures < segmentTries || (status === null && !facts.reachable()),
      // The newest segment is requested again all the same: there is nothing else to play.
      last: false,
    })),
  }
}

function policy(
  timeouts: Pick<LoadPolicy['default'], 'maxTimeToFirstByteMs' | 'maxLoadTimeMs'>,
  facts: PolicyFacts,
  decide: (failures: number, status: number | null) => { delayMs: number; retry: boolean; last: boolean },
): LoadPolicy {
  const retryConfig: RetryConfig = {
    maxNumRetry: always,
    retryDelayMs: 1000,
    maxRetryDelayMs: 10_000,
    backoff: 'linear',
    // hls.js reads the delay from this object right after this call, so jitter can be added here.
    shouldRetry(config, failures, _timedOut, response) {
      const { delayMs, retry, last } = decide(failures, response?.code || null)
      const next = config ?? retryConfig
      next.retryDelayMs = delayMs
      // Returning false alone does not stop hls.js from requesting a playlist again.
      next.maxNumRetry = last ? 0 : always
      facts.delayed(delayMs)
      return retry
    },
  }
  return {
    default: { ...timeouts, timeoutRetry: retryConfig, errorRetry: retryConfig },
  }
}
