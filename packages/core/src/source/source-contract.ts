import type { Environment } from '../environment/environment.ts'
import type { Policies } from '../policies/policies.ts'
import type { Cause, CloseCause } from '../session/state.ts'

/** What a session connects to. Creating a source has no side effect. `connect` opens everything. */
export interface StreamSource {
  /** `hls`, `whep`, … */
  readonly kind: string
  /** The same for the same stream. It is a storage key of the resume token, so it must contain no secrets. */
  readonly id: string
  /** The vendor's own numbers and codes. The caller's options override them. */
  readonly defaults?: PoliciesInput
  /**
   * Whether each viewer has their own place. Default: whether the session watches for inactivity (`afk`). Set `true` if
   * `afk` is off only because the far end watches for inactivity itself.
   */
  readonly hasPlaces?: boolean
  /**
   * Loads the code that `connect` needs, but nothing of the stream, so that a later start is faster. May be called any
   * number of times: by the page, by a player that starts by itself, and by a gateway while the viewer waits. Does nothing
   * on a server. A failure changes nothing and is not reported: `connect` loads the code again, and reports its failure.
   */
  preload?(): void
  connect(link: SourceLink): SourceConnection
  /**
   * Called when the session ends in the pause between two attempts, while nothing is connected. Tells the far end that
   * the place of this token is free, over a separate connection that closes itself. It reports no result.
   */
  release?(resumeToken: string, environment: Environment): void
}

/** Partial, one level deep: `{ reconnect: { capMs: 5000 } }` changes one number. */
export type PoliciesInput = {
  readonly [K in keyof Policies]?: Policies[K] extends object | false
    ? Partial<Exclude<Policies[K], false>> | Extract<Policies[K], false>
    : Policies[K]
}

/** The assigned place. A gateway passes it to its nested media source. */
export interface Assignment {
  readonly kind: string
  readonly url: string
  readonly token?: string
  readonly iceServers?: readonly RTCIceServer[]
}

/**
 * The session's side of one connection. The session bounds every event: a number that is NaN or infinite is left out, and
 * an event without its main number is dropped. A number outside of its range is moved to the nearest end, a date is left
 * out. Each leads to one warning in development. Counts: max 1,000,000. Durations: max one day, `remainingMs` max one
 * year. Times: within a year of now (`since` not after now, `nextAttemptAt` max one hour ahead, `startsAt` and `endedAt`
 * within 99 years). Codes: 1000 to 4999, others count as 1005. `reason` and `text`: max 500 characters. A sample with a
 * number that is NaN or infinite is dropped.
 */
export interface SourceLink {
  /** May be called synchronously from `connect`. Ignored once the connection is closed. */
  emit(event: SourceEvent): void
  sample(kind: 'live', value: LiveSample): void
  sample(kind: 'stats', value: StatsSample): void
  /** `watch`: an ended playlist means not-live instead of the end. */
  readonly intent: 'start' | 'retry' | 'watch'
  /** 0 for the first connection of a run. */
  readonly attempt: number
  readonly resumeToken?: string
  readonly assignment?: Assignment
  /** Aborts after `close`. Everything that `connect` opens must end with it. */
  readonly signal: AbortSignal
  readonly environment: Environment
}

/** One surface per session. It moves with the view, and the source does not notice. */
export interface Surface {
  readonly video: HTMLVideoElement
  /** For sources without a `<video>` (an iframe). Created when first read, above the video, as large as the view. */
  readonly container: HTMLElement
  /** Keeps the last painted frame visible until the next first frame. Call it before a reload of media. */
  hold?(): void
}

export interface SourceConnection {
  /**
   * Called once there is a view. A view that moves or goes does not detach. May be called at any time and any number of
   * times. Returns the function that detaches.
   */
  attach?(surface: Surface): () => void
  command?(command: SourceCommand): void
  /** Called exactly once. Must be synchronous. `signal` aborts right after it. */
  close(code: number, reason?: CloseReason): void
}

/** Why our side closes. Sent to the far end if its protocol has a field for it. */
export type CloseReason =
  | 'left'
  | 'ended'
  | 'afk'
  | 'max-runtime'
  | 'retry'
  | 'timeout'
  | 'taken-over'
  | 'destroyed'
  | (string & {})

export type SourceEvent =
  | {
      readonly type: 'queued'
      readonly position: number
      readonly length?: number
      readonly etaMs?: number
      readonly offer?: { readonly expiresInMs: number }
      /** Keeps the place in the queue for a viewer who comes back with it in time. Stored like that of `assigned`. */
      readonly resumeToken?: string
      readonly resumeWindowMs?: number
    }
  | {
      readonly type: 'not-live'
      readonly reason: 'not-started' | 'empty' | 'ended'
      /** Local epoch, ms: the source converts wire time. */
      readonly startsAt?: number
      readonly endedAt?: number
    }
  | {
      readonly type: 'assigned'
      readonly resumeToken?: string
      readonly resumeWindowMs?: number
      /** Another place in the same connection: the current media is over, and the status is connecting again. */
      readonly replaced?: boolean
    }
  | { readonly type: 'progress'; readonly step: 'transport' | 'first-frame' }
  /** Sets or extends the max runtime. `null` removes it. */
  | { readonly type: 'limit'; readonly remainingMs: number | null }
  /** The far end's own AFK countdown. It overrides ours. `null`: it stopped. */
  | { readonly type: 'afk'; readonly remainingMs: number | null }
  /** Packets are missing, for this cause. The media observer decides that media is stalled, and does so sooner then. */
  | { readonly type: 'stalled'; readonly cause: Cause }
  /** Only from sources without a `<video>`. Otherwise the media observer reports it. */
  | { readonly type: 'media'; readonly state: 'playing' | 'paused' | 'stalled' | 'first-frame' }
  | {
      readonly type: 'lost'
      /** Local epoch, ms. */
      readonly since: number
      /** Local epoch, ms. Left out: `since + reconnectWindowMs`. */
      readonly deadline?: number
      readonly exact: boolean
      /** What happens when an exact deadline passes: the end, or an attempt by the session. */
      readonly onDeadline: 'end' | 'retry'
    }
  | { readonly type: 'returned'; readonly exact: boolean }
  /** ENDLIST and the like: the buffer plays out, then the source emits `closed`. */
  | { readonly type: 'ending' }
  /** Requests fail inside a live connection. `nextAttemptAt`: local epoch, ms. */
  | {
      readonly type: 'retrying'
      readonly cause: Cause
      /** Counts from 1. 0: requests succeed again. */
      readonly attempt: number
      readonly nextAttemptAt?: number
    }
  | { readonly type: 'signalling'; readonly state: 'lost' | 'back'; readonly code?: number }
  | ({ readonly type: 'tracks' } & Partial<Tracks>)
  | { readonly type: 'text-input'; readonly value: string; readonly multiline: boolean }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'message'; readonly data: unknown }
  | {
      readonly type: 'closed'
      readonly code: number
      readonly reason?: string
      readonly cause?: CloseCause
      readonly retryAfterMs?: number
      readonly token?: 'forget'
    }

export type SourceCommand =
  | { readonly type: 'activity' }
  | { readonly type: 'accept' }
  | { readonly type: 'decline' }
  /** Signalling was lost: reconnect it. Media continues. */
  | { readonly type: 'reconnect' }
  | { readonly type: 'seek-to-live' }
  | { readonly type: 'quality'; readonly id: string }
  | { readonly type: 'text-track'; readonly id: string | null }
  | { readonly type: 'audio-track'; readonly id: string }
  | { readonly type: 'input'; readonly event: StreamInputEvent }
  | { readonly type: 'message'; readonly data: unknown }
  | { readonly type: 'microphone'; readonly on: boolean }

/** Input for an interactive far end. x and y: 0 to 1 over the picture, without the letterbox. */
export type StreamInputEvent =
  | {
      readonly type: 'pointer'
      readonly phase: 'move' | 'down' | 'up' | 'cancel'
      readonly x: number
      readonly y: number
      readonly pointerId: number
      readonly pointerType: 'mouse' | 'touch' | 'pen'
      readonly button: number
      readonly buttons: number
    }
  | {
      readonly type: 'wheel'
      readonly x: number
      readonly y: number
      readonly deltaX: number
      readonly deltaY: number
    }
  | {
      readonly type: 'key'
      readonly phase: 'down' | 'up'
      readonly code: string
      readonly key: string
      readonly repeat: boolean
    }
  | { readonly type: 'text'; readonly value: string }
  | {
      readonly type: 'gamepad'
      readonly index: number
      readonly axes: readonly number[]
      readonly buttons: readonly number[]
    }

export interface Quality {
  readonly id: string
  /** Picture height, px. */
  readonly height?: number
  /** Bits per second. */
  readonly bitrate?: number
  readonly name?: string
}

export interface MediaTrack {
  readonly id: string
  readonly label: string
  /** BCP 47. */
  readonly language?: string
}

/** The tracks that a source offers. A missing list is `null`. */
export interface Tracks {
  readonly qualities: {
    readonly items: readonly Quality[]
    /** The chosen id. `auto` leaves the choice to the source. */
    readonly selected: string
    /** The quality that plays now. */
    readonly active: string | null
  } | null
  readonly texts: { readonly items: readonly MediaTrack[]; readonly selected: string | null } | null
  readonly audios: { readonly items: readonly MediaTrack[]; readonly selected: string | null } | null
  /** The viewer's microphone. Left out or `null`: the source accepts none. */
  readonly microphone?: { readonly on: boolean } | null
  /**
   * `true` while the far end accepts the viewer's `input`. Views capture no input without it. Left out or `null`: the
   * stream is only shown. A source emits `true` once its input channel is open, and `null` when it is gone.
   */
  readonly input?: true | null
}

/** The position of playback relative to the live edge. In ms, except `seekable`. */
export interface LiveSample {
  /** Distance to the live edge; `null` while unknown. */
  readonly latencyMs: number | null
  /** The latency that the source aims for. */
  readonly targetLatencyMs: number | null
  readonly atEdge: boolean
  /** How far back the viewer can seek. 0 without DVR. */
  readonly seekableMs: number
  /** The seekable range in media time, s. `null` while nothing is loaded. */
  readonly seekable: { readonly start: number; readonly end: number } | null
}

/** One sample of delivery statistics. Unknown values are left out. */
export interface StatsSample {
  /** Local epoch, ms. */
  readonly at: number
  /** Bits per second. */
  readonly bitrate?: number
  readonly framesPerSecond?: number
  readonly roundTripMs?: number
  readonly jitterMs?: number
  /** 0 to 1. */
  readonly packetLoss?: number
  readonly framesDropped?: number
  readonly freezes?: number
  readonly width?: number
  readonly height?: number
  readonly codec?: string
  /** Media buffered ahead of the playhead, ms. */
  readonly bufferedMs?: number
}

/**
 * A value, or a function that returns it. The function is called before each attempt, and once after a 401 or 403 in
 * mid-stream. The value is never stored, logged or compared.
 */
export type Refreshable<T> =
  | T
  | ((why: { readonly attempt: number; readonly reason: 'connect' | 'expired' }) => T | Promise<T>)
