import type { SourceEvent } from '../source/source-contract.ts'
import type { KeptToken } from '../session/resume-token.ts'

/** The surroundings, read once for each event, so that the machine is pure in (state, event). */
export interface Now {
  /** Local epoch, ms. */
  readonly at: number
  /** 0 ≤ n < 1; spreads reconnect attempts. */
  readonly chance: number
  readonly online: boolean
  /** The page is visible. */
  readonly visible: boolean
  /** A StreamView holds the video. */
  readonly attached: boolean
  /** Somebody can see a warning: attached, and not in picture-in-picture. */
  readonly attended: boolean
}

/** What the viewer or the app asks for. */
type Command =
  /** `kept`: the place of a page that was reloaded. */
  | { readonly type: 'start'; readonly kept?: KeptToken | null }
  | { readonly type: 'retry' }
  | { readonly type: 'watch' }
  | { readonly type: 'leave' }
  | { readonly type: 'give-up' }
  | { readonly type: 'stay' }
  /** Human input; `inputAt` where it was not now: seen earlier, or in the future while AFK is held. */
  | { readonly type: 'activity'; readonly inputAt?: number }
  | { readonly type: 'limit'; readonly deadline: number | null }

/** What the media observer saw, or a source without a `<video>` said. */
type MediaEvent = {
  readonly type: 'media.first-frame' | 'media.playing' | 'media.paused' | 'media.stalled' | 'media.blocked'
}

type FromSource = {
  [T in SourceEvent['type']]: {
    readonly type: `source.${T}`
    readonly detail: Extract<SourceEvent, { type: T }>
  }
}[SourceEvent['type']]

/** The clock or the surroundings moved: look again. */
type Alarm = { readonly type: 'alarm' }

/** The clock jumped, ms: ahead over a sleep, below zero where it was set back. Comes before what else there is to say. */
type Clock = { readonly type: 'clock'; readonly byMs: number }

/** Raised by the lifecycle for the playback region alone. */
type Raised = { readonly type: 'playback.load' | 'playback.dry' | 'playback.rest' }

export type SessionEvent = (Command | MediaEvent | FromSource | Alarm | Clock | Raised) & {
  readonly now: Now
}

export type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>
