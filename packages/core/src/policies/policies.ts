import { defaultDelays, type Delays } from './backoff-delay.ts'
import type { Recovery } from '../session/state.ts'

export interface AfkPolicy {
  /** The warning comes after this time without human input, ms. 1000 to 7,200,000. */
  readonly warnAfterMs: number
  /** From the warning to the end of the session, ms. */
  readonly graceMs: number
  /** Which input counts: anywhere on the page, or only in the stream's view. */
  readonly scope: 'page' | 'view'
}

export interface ReconnectPolicy extends Delays {
  /** The session gives up after this long without media, ms; `Infinity`: never. */
  readonly giveUpAfterMs: number
}

/** How a disconnect code is treated. The table of codes is in `disconnect-codes.ts`. */
export interface CodeRule {
  readonly name: string
  readonly clean: boolean
  /** `true`: retried until the give-up time. A number: max attempts. `false`: never retried automatically. */
  readonly retry: boolean | number
  readonly recovery: Recovery
  /** The resume token is forgotten. The next attempt asks for a new worker. */
  readonly forgetToken?: boolean
}

export interface Policies {
  readonly afk: AfkPolicy | false
  readonly reconnect: ReconnectPolicy
  /** How long the session waits for the encoder of a live stream, ms; 0 to 1,800,000. */
  readonly reconnectWindowMs: number
  /** Max wait during an inferred outage, ms. */
  readonly maxHoldMs: number
  /** Max time from `returned` to the first frame, ms. */
  readonly returnTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly connectTimeoutMs: number
  /** A stall of this length without a known loss becomes `reconnecting`, ms. */
  readonly stallTimeoutMs: number
  /** The same while the source says that its requests fail, ms. */
  readonly refusedStallTimeoutMs: number
  /** How long before the limit the runtime warning starts, ms. */
  readonly runtimeWarningMs: number
  /** How long after the runtime deadline the client ends the session, ms. Normally the far end ends it first. */
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
