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

describe('playlists in mid-stream', () => {
  it.each([401, 403, 404, 410, 412, 500, 503, 0, undefined])(
    'are asked for again whatever they answer: %s',
    (code) => {
      for (const failures of [0, 5, 1000]) expect(ask('playlistLoadPolicy', failures, code).retry).toBe(true)
    },
  )

  it('write the delay where hls.js reads it next, and tell it', () => {
    const { delayMs, delayed, config } = ask('playlistLoadPolicy', 0, 404)
    expect(delayMs).toBe(1000)
    expect(delayed).toBe(1000)
    expect(config.backoff).toBe('linear')
    expect(config.maxRetryDelayMs).toBeGreaterThanOrEqual(7000)
  })

  it('of one level give way to another after some tries, which must not keep anybody from asking again', () => {
    expect(ask('playlistLoadPolicy', 2, 404, { alternatives: true }).retry).toBe(true)
    const { retry, config, delayMs } = ask('playlistLoadPolicy', 3, 404, { alternatives: true })
    expect(retry).toBe(false)
    expect(config.maxNumRetry).toBeGreaterThan(1000)
    expect(delayMs).toBe(1000)
  })

  it('fail at once before anything was listed: what that means is for the source to say', () => {
    const { retry, config } = ask('playlistLoadPolicy', 0, 404, { started: false })
    expect(retry).toBe(false)
    // hls.js would ask again for as long as there are tries left.
    expect(config.maxNumRetry).toBe(0)
  })
})

describe('segments', () => {
  it.each([404, 500])('are left out after three answers that refuse: %d', (code) => {
    expect([0, 1, 2, 3].map((failures) => ask('fragLoadPolicy', failures, code).retry)).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it('are waited for where nothing answers, and left out where the playlist does', () => {
    expect(ask('fragLoadPolicy', 100, 0, { reachable: false }).retry).toBe(true)
    expect(ask('fragLoadPolicy', 3, 0).retry).toBe(false)
  })

  it('have a delay even when they are given up, since the newest one is asked for again', () => {
    const { delayMs, config } = ask('fragLoadPolicy', 3, 404)
    expect(delayMs).toBe(500)
    expect(config.maxNumRetry).toBeGreaterThan(1000)
  })

  it('are asked for less and less often', () => {
    expect(ask('fragLoadPolicy', 60, 0).delayMs).toBe(3000)
  })
})

describe('the entry playlist', () => {
  it('is not repeated by hls.js, and not waited for longer than the session waits', () => {
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
