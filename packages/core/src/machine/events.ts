import type { SourceEvent } from '../source/source-contract.ts'
import type { KeptToken } from '../session/resume-token.ts'

/** The surroundings, read once per event, so that the machine is a pure function of state and event. */
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
  /** A warning would be visible: a view is attached, and the video is not in picture-in-picture. */
  readonly attended: boolean
}

/** What the viewer or the app asks for. */
type Command =
  /** `kept`: the resume token that was kept over a reload of the page. */
  | { readonly type: 'start'; readonly kept?: KeptToken | null }
  | { readonly type: 'retry' }
  | { readonly type: 'watch' }
  | { readonly type: 'leave' }
  | { readonly type: 'give-up' }
  | { readonly type: 'stay' }
  /** Human input. `inputAt` if it was not now: earlier, or in the future while AFK is suspended. */
  | { readonly type: 'activity'; readonly inputAt?: number }
  | { readonly type: 'limit'; readonly deadline: number | null }

/** From the media observer, or from a source without a `<video>`. */
type MediaEvent = {
  readonly type: 'media.first-frame' | 'media.playing' | 'media.paused' | 'media.stalled' | 'media.blocked'
}

type FromSource = {
  [T in SourceEvent['type']]: {
    readonly type: `source.${T}`
    readonly detail: Extract<SourceEvent, { type: T }>
  }
}[SourceEvent['type']]

/** A deadline is due, or the surroundings changed. */
type Alarm = { readonly type: 'alarm' }

/** The clock jumped, ms. Positive: the device slept. Negative: the clock was set back. Sent before any other event. */
type Clock = { readonly type: 'clock'; readonly byMs: number }

/** Raised by the lifecycle region, only for the playback region. */
type Raised = { readonly type: 'playback.load' | 'playback.dry' | 'playback.rest' }

export type SessionEvent = (Command | MediaEvent | FromSource | Alarm | Clock | Raised) & {
  readonly now: Now
}

export type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>
