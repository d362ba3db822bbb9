import { describe, expect, it } from 'vitest'
import { codeRule } from '../codes/disconnect-codes.ts'
import { closedBy, retryAfterMs, type Failure } from './http-failure.ts'

const now = Date.UTC(2030, 0, 1)
const before = { now, started: false }
const after = { now, started: true }

describe('closedBy', () => {
  it.each([
    [401, 1008, 'forbidden'],
    [403, 1008, 'forbidden'],
    [404, 4002, 'not-found'],
    [410, 4002, 'not-found'],
    [400, 1008, 'server'],
    [405, 1008, 'server'],
    [422, 1008, 'server'],
    [408, 1013, 'server'],
    [425, 1013, 'server'],
    [429, 1013, 'server'],
    [500, 1013, 'server'],
    [502, 1013, 'server'],
    [503, 1013, 'server'],
    [599, 1013, 'server'],
    [304, 1013, 'server'],
  ])('maps %d before the start to %d %s', (status, code, cause) => {
    expect(closedBy({ kind: 'http', status }, before)).toEqual({ type: 'closed', code, cause })
  })

  it('expects a missing stream back after the start', () => {
    expect(closedBy({ kind: 'http', status: 404 }, after)).toMatchObject({ code: 1013, cause: 'not-found' })
    expect(closedBy({ kind: 'http', status: 403 }, after)).toMatchObject({ code: 1008, cause: 'forbidden' })
  })

  it.each([
    [{ kind: 'refused' }, 1006, 'network'],
    [{ kind: 'timeout' }, 1006, 'timeout'],
    [{ kind: 'cors' }, 1008, 'cors'],
    [{ kind: 'invalid-url' }, 1003, 'invalid-url'],
    [{ kind: 'not-a-playlist' }, 1003, 'not-a-playlist'],
    [{ kind: 'unsupported' }, 1003, 'unsupported'],
    [{ kind: 'missing-peer' }, 1003, 'missing-peer'],
    [{ kind: 'incomplete-page' }, 4101, 'network'],
    [{ kind: 'decoder' }, 1003, 'decoder'],
  ] as const satisfies readonly (readonly [Failure, number, string])[])(
    'maps %o to %d %s',
    (failure, code, cause) => {
      expect(closedBy(failure, before)).toEqual({ type: 'closed', code, cause })
      expect(closedBy(failure, after)).toEqual({ type: 'closed', code, cause })
    },
  )

  it('retries temporary failures, and no refusals', () => {
    const retried = (failure: Failure) => codeRule(closedBy(failure, before).code).retry !== false
    expect([408, 429, 500, 503].map((status) => retried({ kind: 'http', status }))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect([400, 401, 403, 404].map((status) => retried({ kind: 'http', status }))).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect([retried({ kind: 'refused' }), retried({ kind: 'timeout' }), retried({ kind: 'cors' })]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('passes on the wait that the server asks for', () => {
    const failure = { kind: 'http', status: 503, retryAfter: '7' } as const
    expect(closedBy(failure, before)).toEqual({
      type: 'closed',
      code: 1013,
      cause: 'server',
      retryAfterMs: 7000,
    })
  })
})

describe('retryAfterMs', () => {
  it.each([
    ['120', 120_000],
    [' 3 ', 3000],
    ['Tue, 01 Jan 2030 00:00:30 GMT', 30_000],
    ['86400', 300_000],
    ['Tue, 01 Jan 2031 00:00:00 GMT', 300_000],
    ['0', undefined],
    ['-5', undefined],
    ['Mon, 31 Dec 2029 23:59:00 GMT', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('reads %s as %s', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })
})
