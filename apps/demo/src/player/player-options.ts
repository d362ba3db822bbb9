import type { AfkPolicy, Environment } from '@standby/core'
import type { FaultName } from '@standby/stage/faults'
import type { InteractiveFaultName } from '../stage/interactive-client.ts'

/** The options of a scenario for the player of a stream. */
export interface StreamPlayerOptions {
  /** The session waits for a restart when the stream ends. */
  readonly watchForRestart?: boolean
  readonly latencyMode?: 'low'
  /** The player asks for the URL again before each attempt and after a refusal. */
  readonly refreshable?: boolean
  /** The browser refuses to play before the viewer presses something. */
  readonly autoplayRefused?: boolean
  /** A fault that is injected before the player starts. */
  readonly faultBefore?: FaultName
}

/** The options of a scenario for the player of an application. */
export interface ApplicationPlayerOptions {
  /** The session's own limit for inactivity, instead of the far end's. */
  readonly afk?: Partial<AfkPolicy>
  readonly environment?: Environment
  /** A fault that is injected before the player starts. */
  readonly faultBefore?: InteractiveFaultName
  readonly faultParams?: Record<string, unknown>
  /** Number of simulated viewers that join before this viewer. */
  readonly viewersBefore?: number
  /** How long each simulated viewer keeps a worker, ms. Default: until it is removed. */
  readonly stayMs?: number
  /** The player starts when this many workers are free. Default: it starts at once and waits for them in the queue. */
  readonly workersBefore?: number
}
