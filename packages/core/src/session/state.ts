/** The status of a session. */
export type Status =
  | 'ready'
  | 'requesting'
  | 'queued'
  | 'not-live'
  | 'connecting'
  | 'streaming'
  | 'idle'
  | 'reconnecting'
  | 'disconnected'
  | 'failed'

/** Every status, in the order a viewer may meet them. */
export const statuses = [
  'ready',
  'requesting',
  'queued',
  'not-live',
  'connecting',
  'streaming',
  'idle',
  'reconnecting',
  'disconnected',
  'failed',
] as const satisfies readonly Status[]

/** Why media stalls: the viewer's network, the far end, an origin that refuses, or the decoder. */
export type Cause = 'network' | 'far-end' | 'server' | 'decoder'

export type PlaybackState = 'loading' | 'playing' | 'paused' | 'blocked' | 'stalled'

/** The known state of the far end: the encoder of a broadcast or the worker of an interactive session. */
export type FarEnd =
  | { readonly state: 'present' }
  | {
      readonly state: 'lost'
      /** Local epoch, ms. */
      readonly since: number
      /** Local epoch, ms; `null` once an inferred window has passed. */
      readonly deadline: number | null
      /** `true`: announced by the far end's platform. `false`: inferred from the media that arrives. */
      readonly exact: boolean
    }
  | { readonly state: 'ended' }

export interface Queue {
  /** 1: the next viewer to be served. */
  readonly position: number
  readonly length?: number
  /** Estimated wait from now, ms. */
  readonly etaMs?: number
  /** Local epoch, ms. */
  readonly joinedAt: number
  /** An offered place. It must be accepted before the deadline (local epoch, ms). */
  readonly offer: { readonly deadline: number } | null
}

export interface NotLive {
  readonly reason: 'not-started' | 'empty' | 'ended'
  /** Local epoch, ms. */
  readonly startsAt?: number
  /** Local epoch, ms. */
  readonly endedAt?: number
}

export type ConnectingStep = 'place' | 'transport' | 'first-frame'

export interface Reconnect {
  /** `holding`: the session waits for the far end. `retrying`: the session makes attempts. */
  readonly mode: 'holding' | 'retrying'
  readonly cause: Cause
  /** The current or next attempt: 1, 2, … */
  readonly attempt: number
  /** Local epoch, ms. `null` during an attempt and offline. Offline the pause ends with the network or after 30 s. */
  readonly nextAttemptAt: number | null
  /** The end of the far end's reconnect window; local epoch, ms. */
  readonly deadline: number | null
  readonly exact: boolean
  /** Until when the server keeps this viewer's place; local epoch, ms. */
  readonly heldUntil: number | null
  /** The disconnect code of the last close. */
  readonly code: number | null
}

/** What went wrong, if the code alone does not say it. */
export type CloseCause =
  | 'forbidden'
  | 'cors'
  | 'not-found'
  | 'not-a-playlist'
  | 'invalid-url'
  | 'unsupported'
  | 'missing-peer'
  | 'decoder'
  | 'timeout'
  | 'server'
  | 'network'
  | 'taken-over'
  | 'gave-up'
  | 'source-error'

export type EndKind =
  | 'left'
  | 'stream-ended'
  | 'closed-by-far-end'
  | 'afk'
  | 'max-runtime'
  | 'refused'
  | 'unavailable'
  | 'lost'
  | 'error'

/** What can help after an end. It is the main action of the disconnect screen. */
export type Recovery = 'start' | 'retry' | 'join-queue' | 'watch' | 'reload-page' | 'none'

export interface EndInfo {
  readonly code: number
  /** The code's name, e.g. `no-worker`. */
  readonly name: string
  /** The reason of the close, a text from the far end. Render it only as text. */
  readonly reason?: string
  readonly clean: boolean
  readonly kind: EndKind
  readonly cause?: CloseCause
  readonly recovery: Recovery
  /** Local epoch, ms. */
  readonly at: number
  /** Reconnect attempts since media was last stable. */
  readonly attempts: number
  /** Duration of the run, ms. */
  readonly durationMs: number
}

interface StateBase {
  /** Counts up when a viewer starts again after an end. */
  readonly run: number
  readonly playback: PlaybackState
  readonly stallCause: Cause | null
  readonly farEnd: FarEnd
  /** Only signalling: media may continue while it is lost. */
  readonly signalling: 'connected' | 'lost'
  /** The max runtime that the far end or the app set; local epoch, ms. */
  readonly runtime: { readonly deadline: number } | null
}

/** Each field belongs to one status and is `null` in every other. */
interface StatusFields {
  readonly queue: Queue
  readonly notLive: NotLive
  readonly connecting: { readonly step: ConnectingStep }
  readonly afk: { readonly deadline: number }
  readonly reconnect: Reconnect
  readonly end: EndInfo
}

type In<S extends Status, Own extends keyof StatusFields = never> = StateBase & {
  readonly status: S
} & { readonly [K in keyof StatusFields]: K extends Own ? StatusFields[K] : null }

/** The public state: frozen, structurally shared, narrowed by `status`. Times are local epoch, ms. */
export type SessionState =
  | In<'ready'>
  | In<'requesting'>
  | In<'queued', 'queue'>
  | In<'not-live', 'notLive'>
  | In<'connecting', 'connecting'>
  | In<'streaming'>
  | In<'idle', 'afk'>
  | In<'reconnecting', 'reconnect'>
  | In<'disconnected', 'end'>
  | In<'failed', 'end'>
