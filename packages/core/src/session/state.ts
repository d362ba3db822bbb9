/** Where a session is; always one word. */
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

/** Why media starves: the viewer's network, the far end, an origin that refuses, or the decoder. */
export type Cause = 'network' | 'far-end' | 'server' | 'decoder'

export type PlaybackState = 'loading' | 'playing' | 'paused' | 'blocked' | 'stalled'

/** The encoder of a broadcast or the worker of an interactive session, as far as we know. */
export type FarEnd =
  | { readonly state: 'present' }
  | {
      readonly state: 'lost'
      /** Local epoch, ms. */
      readonly since: number
      /** Local epoch, ms; `null` once an inferred window has passed. */
      readonly deadline: number | null
      /** Announced by the far end's platform (exact) or inferred from what arrives (not). */
      readonly exact: boolean
    }
  | { readonly state: 'ended' }

export interface Queue {
  /** 1 is the next one to be served. */
  readonly position: number
  readonly length?: number
  /** Estimated wait from now, ms. */
  readonly etaMs?: number
  /** Local epoch, ms. */
  readonly joinedAt: number
  /** A place that must be accepted before the deadline (local epoch, ms). */
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
  /** `holding`: only the far end can act. `retrying`: we act. */
  readonly mode: 'holding' | 'retrying'
  readonly cause: Cause
  /** The attempt that is next or under way: 1, 2, … */
  readonly attempt: number
  /** Local epoch, ms; `null` while an attempt is under way, and offline: the network ends that pause, or 30 s. */
  readonly nextAttemptAt: number | null
  /** When the far end's window closes; local epoch, ms. */
  readonly deadline: number | null
  readonly exact: boolean
  /** Until when the server keeps this viewer's place; local epoch, ms. */
  readonly heldUntil: number | null
  /** The disconnect code of the last close. */
  readonly code: number | null
}

/** What went wrong, where a code alone does not say it. */
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

/** What can help after an end; the main action of the disconnect screen. */
export type Recovery = 'start' | 'retry' | 'join-queue' | 'watch' | 'reload-page' | 'none'

export interface EndInfo {
  readonly code: number
  /** The code's name, e.g. `no-worker`. */
  readonly name: string
  /** The reason the close carried, as text from the far end; render as text only. */
  readonly reason?: string
  readonly clean: boolean
  readonly kind: EndKind
  readonly cause?: CloseCause
  readonly recovery: Recovery
  /** Local epoch, ms. */
  readonly at: number
  /** Reconnect attempts since media last flowed. */
  readonly attempts: number
  /** From the start of the run to its end, ms. */
  readonly durationMs: number
}

interface StateBase {
  /** Counts up when a viewer starts again after an end. */
  readonly run: number
  readonly playback: PlaybackState
  readonly stallCause: Cause | null
  readonly farEnd: FarEnd
  /** Signalling only; media may well go on. */
  readonly signalling: 'connected' | 'lost'
  /** A limit the far end set; local epoch, ms. */
  readonly runtime: { readonly deadline: number } | null
}

/** The fields that belong to one status and are `null` in every other. */
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

/** The public state: frozen, structurally shared, narrowed by `status`. Every time is a deadline. */
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
