import type { RetryConfig } from 'hls.js'
import { describe, expect, it } from 'vitest'
import { loadPolicies } from './load-policies.ts'

function ask(
  kind: 'playlistLoadPolicy' | 'fragLoadPolicy',
  failures: number,
  code: number | undefined,
  more: { started?: boolean; reachable?: boolean; alternatives?: boolean } = {},
) {
  let delayed = 0
  const policies = loadPolicies({
    started: () => more.started ?? true,
    alternatives: () => more.alternatives ?? false,
    targetDuration: () => 2,
    reachable: () => more.reachable ?? true,
    random: () => 0,
    delayed: (ms) => void (delayed = ms),
  })
  const config = { ...policies[kind].default.errorRetry } as RetryConfig
  const response = code === undefined ? undefined : { code, url: '', data: '' }
  const retry = config.shouldRetry?.(config, failures, false, response, false)
  return { retry, delayMs: config.retryDelayMs, delayed, config }
}

describe('the requests for a playlist in mid-stream', () => {
  it.each([401, 403, 404, 410, 412, 500, 503, 0, undefined])('are repeated after the status %s', (code) => {
    for (const failures of [0, 5, 1000]) expect(ask('playlistLoadPolicy', failures, code).retry).toBe(true)
  })

  it('set the delay where hls.js reads it next, and report it', () => {
    const { delayMs, delayed, config } = ask('playlistLoadPolicy', 0, 404)
    expect(delayMs).toBe(1000)
    expect(delayed).toBe(1000)
    expect(config.backoff).toBe('linear')
    expect(config.maxRetryDelayMs).toBeGreaterThanOrEqual(7000)
  })

  it('leave a failed level for another after four failures, but stay possible', () => {
    expect(ask('playlistLoadPolicy', 2, 404, { alternatives: true }).retry).toBe(true)
    const { retry, config, delayMs } = ask('playlistLoadPolicy', 3, 404, { alternatives: true })
    expect(retry).toBe(false)
    expect(config.maxNumRetry).toBeGreaterThan(1000)
    expect(delayMs).toBe(1000)
  })

  it('are not repeated before anything was listed, because the source decides what a failure means', () => {
    const { retry, config } = ask('playlistLoadPolicy', 0, 404, { started: false })
    expect(retry).toBe(false)
    // hls.js would repeat the request as long as retries are left.
    expect(config.maxNumRetry).toBe(0)
  })
})

describe('the requests for a segment', () => {
  it.each([404, 500])('end after three answers with the status %d', (code) => {
    expect([0, 1, 2, 3].map((failures) => ask('fragLoadPolicy', failures, code).retry)).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it('go on without a network, and end when the server answers the playlist', () => {
    expect(ask('fragLoadPolicy', 100, 0, { reachable: false }).retry).toBe(true)
    expect(ask('fragLoadPolicy', 3, 0).retry).toBe(false)
  })

  it('have a delay even at the end, because the newest segment is requested again', () => {
    const { delayMs, config } = ask('fragLoadPolicy', 3, 404)
    expect(delayMs).toBe(500)
    expect(config.maxNumRetry).toBeGreaterThan(1000)
  })

  it('become less frequent', () => {
    expect(ask('fragLoadPolicy', 60, 0).delayMs).toBe(3000)
  })
})

describe('the request for the entry playlist', () => {
  it('is not repeated by hls.js, and times out before the session does', () => {
    const { manifestLoadPolicy } = loadPolicies({
      started: () => false,
      alternatives: () => false,
      targetDuration: () => 2,
      reachable: () => true,
      random: Math.random,
      delayed: () => {},
    })
    expect(manifestLoadPolicy.default).toMatchObject({ errorRetry: null, timeoutRetry: null })
    expect(manifestLoadPolicy.default.maxLoadTimeMs).toBeLessThan(20_000)
  })
})
