import type { Session } from './session.ts'

// Bundlers replace it as text, and drop the explanation from what is deployed.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** Every session carries it, so that two copies of this package on one page are noticed. */
export const brand = Symbol.for('@standby/core')
export const major = 0

/** Whether this is a session that this version can read. Throws where it is one of another major version. */
export function isSession(value: unknown): value is Session {
  const carried = (value as { readonly [brand]?: number } | null | undefined)?.[brand]
  if (carried === undefined) return false
  if (carried === major) return true
  throw new Error(
    `Standby: This session comes from @standby/core ${carried}.x, and the code that reads it from ${major}.x.` +
      (process.env.NODE_ENV === 'production' ? '' : whyAndHow),
  )
}

const whyAndHow =
  ' Two copies of core on one page do not understand each other. ' +
  'Install one version: `npm ls @standby/core` shows who asks for which.'
