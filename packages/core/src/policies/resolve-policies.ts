import type { PoliciesInput } from '../source/source-contract.ts'
import { warnOnce } from '../environment/developer-error.ts'
import { isDevelopment } from '../environment/is-development.ts'
import { defaultPolicies, type Policies } from './policies.ts'
import type { SessionOptions } from '../session/session.ts'

// Bundlers replace it as text, and leave the warnings out. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const minute = 60_000

/** Allowed range of each number. Values outside it are moved to the nearest end, NaN is ignored. */
const bounds: Readonly<Record<string, readonly [number, number]>> = {
  warnAfterMs: [1000, 120 * minute],
  graceMs: [1000, 120 * minute],
  baseMs: [1, 10 * minute],
  factor: [1, 10],
  capMs: [1, 60 * minute],
  reconnectWindowMs: [0, 30 * minute],
}

function number(name: string, value: unknown, former: number): number {
  const [low, high] = bounds[name] ?? [0, Infinity]
  if (typeof value !== 'number' || Number.isNaN(value)) {
    if (/* @__PURE__ */ isDevelopment() && process.env.NODE_ENV !== 'production' && value !== undefined)
      warnOnce(`policy-${name}`, `${name} is ${String(value)}, not a number. ${former} is used.`)
    return former
  }
  return Math.min(high, Math.max(low, value))
}

function merge(former: Policies, input: PoliciesInput): Policies {
  const next: Record<string, unknown> = { ...former }
  for (const [name, value] of Object.entries(input)) {
    const before = next[name]
    if (value == null || !(name in defaultPolicies)) continue
    if (name === 'codes') next[name] = { ...former.codes, ...(value as Policies['codes']) }
    else if (typeof before === 'number') next[name] = number(name, value, before)
    else if (typeof value === 'object') {
      const group = { ...(before || defaultPolicies.afk) } as Record<string, unknown>
      for (const [key, inner] of Object.entries(value as object))
        if (key in group)
          group[key] = typeof group[key] === 'number' ? number(key, inner, group[key]) : (inner ?? group[key])
      next[name] = group
    } else if (value === false && name === 'afk') next[name] = false
    else if (/* @__PURE__ */ isDevelopment() && process.env.NODE_ENV !== 'production')
      warnOnce(`policy-${name}`, `${name} is ${String(value)}, not an object of its policies. It is ignored.`)
  }
  return next as unknown as Policies
}

/** The kit's defaults, then the vendor's own numbers, then the caller's. */
export function resolvePolicies(options: SessionOptions): Policies {
  const { afk, reconnect, reconnectWindowMs, codes } = options
  const asked = { afk, reconnect, reconnectWindowMs, codes } as PoliciesInput
  const policies = [options.source.defaults ?? {}, options.policies ?? {}, asked].reduce(
    merge,
    defaultPolicies,
  )
  if (
    /* @__PURE__ */ isDevelopment() &&
    process.env.NODE_ENV !== 'production' &&
    policies.afk &&
    policies.afk.graceMs < 20_000
  )
    warnOnce(
      'afk-grace',
      `The AFK grace is ${policies.afk.graceMs / 1000} s. WCAG 2.2.1 asks for at least 20 s to answer; set afk.graceMs to 20000 or more.`,
    )
  return policies
}
