import { describe, expect, it } from 'vitest'
import type { CloseCause } from '../session/state.ts'
import type { Policies } from '../policies/policies.ts'
import { codeRule, endOf, knownCodes } from './disconnect-codes.ts'

describe('the table of disconnect codes', () => {
  it('holds every code of the design, once', () => {
    expect(knownCodes).toEqual([
      1000, 1001, 1002, 1003, 1005, 1006, 1008, 1009, 1011, 1012, 1013, 4000, 4001, 4002, 4003, 4004, 4005,
      4006, 4007, 4100, 4101,
    ])
    const names = knownCodes.map((code) => codeRule(code).name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('retries only the codes that a new connection can fix', () => {
    const retried = knownCodes.filter((code) => codeRule(code).retry !== false)
    expect(retried).toEqual([1001, 1005, 1006, 1012, 1013, 4005, 4007, 4101])
    expect(codeRule(4005).retry).toBe(5)
    expect(codeRule(4101).retry).toBe(8)
  })

  it('calls intended ends clean', () => {
    expect(knownCodes.filter((code) => codeRule(code).clean)).toEqual([1000, 1001, 4004, 4100])
  })

  it('forgets the token when the session to resume is gone', () => {
    expect(knownCodes.filter((code) => codeRule(code).forgetToken)).toEqual([4007])
  })

  it('offers no recovery only where the viewer can do nothing', () => {
    expect(knownCodes.filter((code) => codeRule(code).recovery === 'none')).toEqual([1003, 1008, 4000, 4002])
  })
})

describe('codeRule', () => {
  it.each([0, 999, 1004, 2999, 4999, -1, Number.NaN])('treats %d as unknown, never retried', (code) => {
    expect(codeRule(code)).toEqual({ name: 'unknown', clean: false, retry: false, recovery: 'retry' })
  })

  it('applies an override field by field', () => {
    const rule = codeRule(1006, { 1006: { retry: 3 } })
    expect(rule).toEqual({ name: 'abnormal', clean: false, retry: 3, recovery: 'retry' })
    expect(codeRule(1006).retry).toBe(true)
  })

  it('adds new codes from the overrides', () => {
    const codes = { 4461: { name: 'max-runtime', clean: true, recovery: 'start' } } as const
    expect(codeRule(4461, codes)).toEqual({
      name: 'max-runtime',
      clean: true,
      retry: false,
      recovery: 'start',
    })
  })
})

const end = (code: number, reason?: string, overrides: Policies['codes'] = {}, cause?: CloseCause) =>
  endOf(
    { code, ...(reason !== undefined && { reason }), ...(cause !== undefined && { cause }) },
    codeRule(code, overrides),
  )

describe('endOf', () => {
  it.each([
    [1000, 'left', 'left', 'start'],
    [1000, 'ended', 'stream-ended', 'watch'],
    [1000, undefined, 'closed-by-far-end', 'start'],
    [1000, 'something the far end wrote', 'closed-by-far-end', 'start'],
    [1001, undefined, 'closed-by-far-end', 'retry'],
    [1003, undefined, 'error', 'none'],
    [1005, undefined, 'lost', 'retry'],
    [1006, undefined, 'lost', 'retry'],
    [1008, undefined, 'refused', 'none'],
    [1011, 'kicked', 'error', 'retry'],
    [1013, undefined, 'unavailable', 'retry'],
    [4000, undefined, 'refused', 'none'],
    [4001, undefined, 'unavailable', 'retry'],
    [4001, 'queue-open', 'unavailable', 'join-queue'],
    [4002, undefined, 'unavailable', 'none'],
    [4004, 'afk', 'afk', 'start'],
    [4004, 'max-runtime', 'max-runtime', 'start'],
    [4004, undefined, 'closed-by-far-end', 'start'],
    [4006, undefined, 'error', 'start'],
    [4007, undefined, 'lost', 'retry'],
    [4100, undefined, 'closed-by-far-end', 'start'],
    [4101, undefined, 'error', 'reload-page'],
    [4999, undefined, 'error', 'retry'],
  ])('reads %d with reason %s as %s, with recovery %s', (code, reason, kind, recovery) => {
    expect(end(code, reason)).toEqual({ kind, recovery })
  })

  it('ignores the reason of one code on another code', () => {
    expect(end(4006, 'afk').kind).toBe('error')
    expect(end(1006, 'queue-open').recovery).toBe('retry')
  })

  it('reads the cause forbidden as a refusal, whatever the code', () => {
    expect(end(1011, undefined, {}, 'forbidden').kind).toBe('refused')
  })

  it("keeps the caller's recovery", () => {
    const codes = { 1000: { recovery: 'none' } } as const
    expect(end(1000, 'ended', codes)).toEqual({ kind: 'stream-ended', recovery: 'none' })
  })

  it("derives the kind of a caller's own code from whether it is clean", () => {
    expect(end(4461, undefined, { 4461: { clean: true } }).kind).toBe('closed-by-far-end')
    expect(end(4451, undefined, { 4451: { clean: false } }).kind).toBe('error')
  })
})
