import { describe, expect, it } from 'vitest'
import { isRefusal, loadOutcome, type LoadFailure } from './load-outcome.ts'

const now = Date.UTC(2030, 0, 1)

describe('loadOutcome', () => {
  it.each<[LoadFailure, object]>([
    [
      { kind: 'http', status: 404 },
      { type: 'not-live', reason: 'not-started' },
    ],
    [
      { kind: 'http', status: 410 },
      { type: 'not-live', reason: 'not-started' },
    ],
    [
      { kind: 'http', status: 412 },
      { type: 'not-live', reason: 'not-started' },
    ],
    [{ kind: 'empty' }, { type: 'not-live', reason: 'empty' }],
    [{ kind: 'ended' }, { type: 'closed', code: 1000, reason: 'ended' }],
    [{ kind: 'recording' }, { type: 'closed', code: 1003, cause: 'not-a-playlist', reason: 'recording' }],
    [
      { kind: 'http', status: 401 },
      { type: 'closed', code: 1008, cause: 'forbidden' },
    ],
    [
      { kind: 'http', status: 403 },
      { type: 'closed', code: 1008, cause: 'forbidden' },
    ],
    [
      { kind: 'http', status: 500 },
      { type: 'closed', code: 1013, cause: 'server' },
    ],
    [
      { kind: 'http', status: 503, retryAfter: '7' },
      { type: 'closed', code: 1013, cause: 'server', retryAfterMs: 7000 },
    ],
    [{ kind: 'refused' }, { type: 'closed', code: 1006, cause: 'network' }],
    [{ kind: 'timeout' }, { type: 'closed', code: 1006, cause: 'timeout' }],
    [{ kind: 'cors' }, { type: 'closed', code: 1008, cause: 'cors' }],
    [{ kind: 'not-a-playlist' }, { type: 'closed', code: 1003, cause: 'not-a-playlist' }],
    [{ kind: 'unsupported' }, { type: 'closed', code: 1003, cause: 'unsupported' }],
    [{ kind: 'decoder' }, { type: 'closed', code: 1003, cause: 'decoder' }],
  ])('maps %j to its outcome', (failure, outcome) => {
    expect(loadOutcome(failure, false, now)).toEqual(outcome)
  })

  it('waits for an ended stream when the viewer waits', () => {
    expect(loadOutcome({ kind: 'ended' }, true, now)).toEqual({ type: 'not-live', reason: 'ended' })
  })
})

describe('isRefusal', () => {
  it('is true for 401 and 403 only', () => {
    expect([401, 403, 404, 500, null].filter(isRefusal)).toEqual([401, 403])
  })
})
