import type { FaultName } from '@standby/stage/faults'

/** How a scenario wants its player. */
export interface PlayerOptions {
  /** An ended stream is waited for instead of ending the session. */
  readonly watchForRestart?: boolean
  /** The URL is asked for again before each attempt and after a refusal. */
  readonly refreshable?: boolean
  /** The browser lets nothing play before the viewer presses something. */
  readonly autoplayRefused?: boolean
  /** Holds already when the player starts. */
  readonly faultBefore?: FaultName
}
