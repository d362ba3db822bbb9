import { afterEach, describe, expect, it, vi } from 'vitest'
import { resolvePolicies } from './resolve-policies.ts'
import type { SessionOptions } from '../session/session.ts'
import { scriptedSource } from '../testing.ts'

const resolve = (options: Partial<SessionOptions> = {}, defaults?: SessionOptions['policies']) =>
  resolvePolicies({ ...scriptedSource({ ...(defaults && { defaults }) }), ...options })

afterEach(() => vi.restoreAllMocks())

describe('policies', () => {
  it("default to the kit's", () => {
    expect(resolve()).toEqual({
      afk: { warnAfterMs: 120_000, graceMs: 30_000, scope: 'page' },
      reconnect: { baseMs: 1000, factor: 2, capMs: 15_000, giveUpAfterMs: 600_000, stableAfterMs: 10_000 },
      reconnectWindowMs: 60_000,
      maxHoldMs: 1_800_000,
      returnTimeoutMs: 20_000,
      requestTimeoutMs: 20_000,
      connectTimeoutMs: 20_000,
      stallTimeoutMs: 8000,
      refusedStallTimeoutMs: 2000,
      runtimeWarningMs: 300_000,
      runtimeGraceMs: 5000,
      codes: {},
    })
  })

  it("prefer the vendor's numbers to the kit's, and the caller's to the vendor's", () => {
    const policies = resolve(
      { reconnect: { capMs: 5000 } },
      { reconnect: { capMs: 9000, baseMs: 500 }, afk: false },
    )
    expect(policies.reconnect).toMatchObject({ capMs: 5000, baseMs: 500, factor: 2, giveUpAfterMs: 600_000 })
    expect(policies.afk).toBe(false)
  })

  it('enable AFK again when a vendor disables it and the caller asks for it', () => {
    expect(resolve({ afk: { warnAfterMs: 60_000 } }, { afk: false }).afk).toEqual({
      warnAfterMs: 60_000,
      graceMs: 30_000,
      scope: 'page',
    })
  })

  it('add codes to the table instead of replacing it', () => {
    const { codes } = resolve({ codes: { 4999: { retry: true } } }, { codes: { 4005: { retry: 2 } } })
    expect(codes).toEqual({ 4999: { retry: true }, 4005: { retry: 2 } })
  })

  it.each([
    ['reconnectWindowMs', -5, 0],
    ['reconnectWindowMs', Infinity, 1_800_000],
    ['reconnectWindowMs', 1e9, 1_800_000],
    ['requestTimeoutMs', -1, 0],
  ] as const)('limit %s %d to %d', (name, value, expected) => {
    expect(resolve({ policies: { [name]: value } })[name]).toBe(expected)
  })

  it('allow to never give up', () => {
    expect(resolve({ reconnect: { giveUpAfterMs: Infinity } }).reconnect.giveUpAfterMs).toBe(Infinity)
  })

  it('ignore a value that is not a number, with a warning', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const policies = resolve({ reconnectWindowMs: NaN, afk: { warnAfterMs: '5' as never } })
    expect(policies.reconnectWindowMs).toBe(60_000)
    expect(policies.afk).toMatchObject({ warnAfterMs: 120_000 })
    expect(warn.mock.calls.flat().join()).toContain('reconnectWindowMs is NaN')
  })

  it.each([
    { reconnect: false },
    { reconnect: 5 },
    { reconnect: null },
    { afk: null },
    { afk: true },
    { afk: 60_000 },
    { reconnectWindowMs: false },
    { reconnectWindowMs: { ms: 5 } },
    { stallTimeoutMs: 'soon' },
    { connectTimeoutMs: null },
  ])('keep the kit’s when the type is wrong: %o', (given) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(resolve({ policies: given as never })).toEqual(resolve())
    expect(resolve({}, given as never)).toEqual(resolve())
  })

  it.each(['requestTimeoutMs', 'connectTimeoutMs', 'stallTimeoutMs', 'maxHoldMs', 'runtimeGraceMs'] as const)(
    'do not accept a %s below zero or NaN',
    (name) => {
      vi.spyOn(console, 'warn').mockImplementation(() => {})
      expect(resolve({ policies: { [name]: -Infinity } })[name]).toBe(0)
      expect(resolve({ policies: { [name]: NaN } })[name]).toBe(resolve()[name])
    },
  )

  it('ignore unknown names', () => {
    expect(resolve({ policies: { nonsense: 5 } as never })).toEqual(resolve())
  })

  it('warn of an AFK grace below 20 s', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    resolve({ afk: { graceMs: 5000 } })
    expect(warn.mock.calls.flat().join()).toContain('WCAG 2.2.1')
  })
})
