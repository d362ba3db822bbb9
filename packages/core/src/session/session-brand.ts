import { isDevelopment } from '../environment/is-development.ts'
import type { Session } from './session.ts'

// Bundlers replace it as text, and drop the explanation in production.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** Every session has this property, so that two versions of this package on one page are noticed. */
export const brand = Symbol.for('@standby/core')
export const major = 0

/** Whether the value is a session that this version can read. Throws for a session of another major version. */
export function isSession(value: unknown): value is Session {
  const carried = (value as { readonly [brand]?: number } | null | undefined)?.[brand]
  if (carried === undefined) return false
  if (carried === major) return true
  throw new Error(
    `Standby: This session comes from @standby/core ${carried}.x, and the code that reads it from ${major}.x.` +
      /* @__PURE__ */ (isDevelopment() && process.env.NODE_ENV !== 'production' ? whyAndHow : ''),
  )
}

const whyAndHow =
  ' Two major versions of core on one page do not work together. ' +
  'Install one version: `npm ls @standby/core` shows which packages depend on which version.'
