import { defaultDelays, type Delays } from './backoff.ts'
import type { Recovery } from '../session/state.ts'

export interface AfkPolicy {
  /** Without human input for so long, the warning comes. 1 s to 7200 s, in ms. */
  readonly warnAfterMs: number
  /** From the warning to the end, ms. */
  readonly graceMs: number
  /** Whose input counts: anywhere on the page, or in the stream's view only. */
  readonly scope: 'page' | 'view'
}

export interface ReconnectPolicy extends Delays {
  /** The session gives up after this long without media, ms; `Infinity`: never. */
  readonly giveUpAfterMs: number
}

/** How a disconnect code is treated; the table of codes is in `disconnect-codes.ts`. */
export interface CodeRule {
  readonly name: string
  readonly clean: boolean
  /** `true`: retried until the give-up time; a number: so many attempts; `false`: never by itself. */
  readonly retry: boolean | number
  readonly recovery: Recovery
  /** The resume token is forgotten; the next attempt asks for a fresh worker. */
  readonly forgetToken?: boolean
}

export interface Policies {
  readonly afk: AfkPolicy | false
  readonly reconnect: ReconnectPolicy
  /** How long a live stream waits for its encoder, ms; 0 to 1,800,000. */
  readonly reconnectWindowMs: number
  /** How long an inferred outage is waited for at most, ms. */
  readonly maxHoldMs: number
  /** From `returned` to the first frame, ms. */
  readonly returnTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly connectTimeoutMs: number
  /** A stall this long without a known loss becomes `reconnecting`, ms. */
  readonly stallTimeoutMs: number
  /** The same where the source says that its requests fail, ms. */
  readonly refusedStallTimeoutMs: number
  /** The runtime warning starts so long before the limit, ms. */
  readonly runtimeWarningMs: number
  /** The far end ends a session first; the client does it so long after the deadline, ms. */
  readonly runtimeGraceMs: number
  /** Overrides and additions to the table of disconnect codes. */
  readonly codes: Readonly<Record<number, Partial<CodeRule>>>
}

export const defaultPolicies: Policies = {
  afk: { warnAfterMs: 120_000, graceMs: 30_000, scope: 'page' },
  reconnect: { ...defaultDelays, giveUpAfterMs: 600_000 },
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
}
