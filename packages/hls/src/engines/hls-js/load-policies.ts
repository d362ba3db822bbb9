import type { HlsLoadPolicies, LoadPolicy, RetryConfig } from 'hls.js'
import { playlistRetryDelay, segmentRetryDelay, segmentTries } from '../../connection/retry-delay.ts'

/** What the policies depend on, asked when a request has failed. */
export interface PolicyFacts {
  /** Media was listed once: from then on failing requests are repeated inside hls.js. */
  started(): boolean
  /** There are other levels to go to. */
  alternatives(): boolean
  /** s. */
  targetDuration(): number
  /** The server answers: what does not come is not the viewer's network. */
  reachable(): boolean
  random(): number
  /** The delay that the request which just failed will wait for, ms. */
  delayed(ms: number): void
}

/** One level's list that fails so often may be broken alone. */
const levelTries = 4

const always = 1e9

/**
 * How hls.js repeats requests. It never gives up a stream that played: an origin that answers 404 for an hour may
 * answer 200 in the next second.
 */
export function loadPolicies(
  facts: PolicyFacts,
): Pick<HlsLoadPolicies, 'manifestLoadPolicy' | 'playlistLoadPolicy' | 'fragLoadPolicy'> {
  return {
    // What a multivariant playlist's failure means depends on where the session is: the source decides.
    manifestLoadPolicy: {
      default: { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 15_000, timeoutRetry: null, errorRetry: null },
    },
    playlistLoadPolicy: policy(6000, 12_000, facts, (failures) => ({
      delayMs: playlistRetryDelay(failures, facts.targetDuration(), facts.random),
      // With a no hls.js tries another level, and stays with this one where there is none that works.
      retry: facts.started() && !(facts.alternatives() && failures + 1 >= levelTries),
      last: !facts.started(),
    })),
    fragLoadPolicy: policy(8000, 60_000, facts, (failures, status) => ({
      delayMs: segmentRetryDelay(facts.random) * Math.min(1 + Math.floor(failures / 6), 6),
      // Failed once too often hls.js leaves the segment out; without a network it waits.
      retry: failures < segmentTries || (status === null && !facts.reachable()),
      // The newest one is asked for again even so: there is nothing else to play.
      last: false,
    })),
  }
}

function policy(
  maxTimeToFirstByteMs: number,
  maxLoadTimeMs: number,
  facts: PolicyFacts,
  decide: (failures: number, status: number | null) => { delayMs: number; retry: boolean; last: boolean },
): LoadPolicy {
  const retryConfig: RetryConfig = {
    maxNumRetry: always,
    retryDelayMs: 1000,
    maxRetryDelayMs: 10_000,
    backoff: 'linear',
    // hls.js reads the delay from this object right after it has asked, which is where jitter can go.
    shouldRetry(config, failures, _timedOut, response) {
      const { delayMs, retry, last } = decide(failures, response?.code || null)
      const next = config ?? retryConfig
      next.retryDelayMs = delayMs
      // A no alone does not stop hls.js from asking for a playlist again.
      next.maxNumRetry = last ? 0 : always
      facts.delayed(delayMs)
      return retry
    },
  }
  return {
    default: { maxTimeToFirstByteMs, maxLoadTimeMs, timeoutRetry: retryConfig, errorRetry: retryConfig },
  }
}
