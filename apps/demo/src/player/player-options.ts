import type { AfkPolicy, Environment } from '@standby/core'
import type { FaultName } from '@standby/stage/faults'
import type { InteractiveFaultName } from '../stage/interactive-client.ts'

/** How a scenario wants the player of a stream. */
export interface StreamPlayerOptions {
  /** An ended stream is waited for instead of ending the session. */
  readonly watchForRestart?: boolean
  readonly latencyMode?: 'low'
  /** The URL is asked for again before each attempt and after a refusal. */
  readonly refreshable?: boolean
  /** The browser lets nothing play before the viewer presses something. */
  readonly autoplayRefused?: boolean
  /** Holds already when the player starts. */
  readonly faultBefore?: FaultName
}

/** How a scenario wants the player of an application. */
export interface ApplicationPlayerOptions {
  /** The session's own limit for inactivity, in place of the far end's. */
  readonly afk?: Partial<AfkPolicy>
  readonly environment?: Environment
  /** Holds already when the player starts. */
  readonly faultBefore?: InteractiveFaultName
  readonly faultParams?: Record<string, unknown>
  /** So many simulated viewers are there before this one. */
  readonly viewersBefore?: number
  /** How long each of them keeps a worker, ms; left out: for good. */
  readonly stayMs?: number
  /** The player starts once so many workers are free; left out: at once, and waits in the queue for them. */
  readonly workersBefore?: number
}
