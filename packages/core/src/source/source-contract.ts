import type { Environment } from '../environment/environment.ts'
import type { Policies } from '../policies/policies.ts'
import type { Cause, CloseCause } from '../session/state.ts'

/** What a session connects to. Creating one has no side effect; `connect` opens everything. */
export interface StreamSource {
  /** `hls`, `whep`, … */
  readonly kind: string
  /** Same stream, same id. Keys the resume token, so it holds no secrets. */
  readonly id: string
  /** The vendor's own numbers and codes; the caller's options win over them. */
  readonly defaults?: PoliciesInput
  /**
   * Each viewer has a place of their own. Left out: as the session watches for inactivity (`afk`); `true` also where that
   * is off because the far end does it.
   */
  readonly hasPlaces?: boolean
  /**
   * Fetches the code that `connect` will need, and nothing of the stream, so that a start that is certain need not
   * wait for it. Any number of times; does nothing on a server; what fails is said by `connect`.
   */
  preload?(): void
  connect(link: SourceLink): SourceConnection
  /**
   * The viewer ended while nothing was connected: in the pause between two attempts. Tells the far end that the place
   * of this token is free, on a way of its own that closes by itself, and tells nobody how it went.
   */
  release?(resumeToken: string, environment: Environment): void
}

/** Partial, one level deep: `{ reconnect: { capMs: 5000 } }` changes one number. */
export type PoliciesInput = {
  readonly [K in keyof Policies]?: Policies[K] extends object | false
    ? Partial<Exclude<Policies[K], false>> | Extract<Policies[K], false>
    : Policies[K]
}

/** Where a place was assigned; what a gateway hands to the media source that it nests. */
export interface Assignment {
  readonly kind: string
  readonly url: string
  readonly token?: string
  readonly iceServers?: readonly RTCIceServer[]
}

/**
 * The session's side of one connection. What a source says is bounded where it enters: a number that is NaN or infinite is
 * left out, with the event where that says nothing without it; one outside of its range is moved to the nearest end, a date left out; with
 * one warning in development. Counts go to a million; durations to a day, `remainingMs` to a year; moments lie within a year
 * of now (`since` not after now, `nextAttemptAt` an hour ahead at most, `startsAt` and `endedAt` 99 years); codes from 1000
 * to 4999, others count as 1005; `reason` and `text` have 500 characters. A sample with such a number is dropped.
 */
export interface SourceLink {
  /** May be called synchronously from `connect`. Ignored once the connection is closed. */
  emit(event: SourceEvent): void
  sample(kind: 'live', value: LiveSample): void
  sample(kind: 'stats', value: StatsSample): void
  /** `watch`: an ended playlist means not-live, not the end. */
  readonly intent: 'start' | 'retry' | 'watch'
  /** 0 for the first connection of a run. */
  readonly attempt: number
  readonly resumeToken?: string
  readonly assignment?: Assignment
  /** Aborts after `close`; everything that `connect` opens hangs on it. */
  readonly signal: AbortSignal
  readonly environment: Environment
}

/** The session's for life; it goes where the view goes, and a source does not notice. */
export interface Surface {
  readonly video: HTMLVideoElement
  /** For sources without a `<video>` (an iframe): made when first read, over the video, as large as the view. */
  readonly container: HTMLElement
  /** Keeps the last painted frame in sight until the next first frame: call it before media is loaded anew. */
  hold?(): void
}

export interface SourceConnection {
  /**
   * Once there is a view; that the view moves or goes does not detach. Any time, any number of times, all the
   * same; the function returned detaches.
   */
  attach?(surface: Surface): () => void
  command?(command: SourceCommand): void
  /** Exactly once, synchronous. `signal` aborts right after it. */
  close(code: number, reason?: CloseReason): void
}

/** Why our side closes; sent to the far end where its protocol has a place for it. */
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
      /** Keeps the place in the queue for whoever comes back with it in time; kept like those of `assigned`. */
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
      /** Another place than before in the same connection: what was shown is over, and the viewer connects anew. */
      readonly replaced?: boolean
    }
  | { readonly type: 'progress'; readonly step: 'transport' | 'first-frame' }
  /** Max runtime: set or extended; `null` lifts it. */
  | { readonly type: 'limit'; readonly remainingMs: number | null }
  /** The far end's own AFK countdown; its numbers win over ours. `null`: it stopped. */
  | { readonly type: 'afk'; readonly remainingMs: number | null }
  /** Why media starves: packets are missing. The media observer says *that* it starves, and is quicker to see it then. */
  | { readonly type: 'stalled'; readonly cause: Cause }
  /** Only from sources without a `<video>`; the media observer reports the rest. */
  | { readonly type: 'media'; readonly state: 'playing' | 'paused' | 'stalled' | 'first-frame' }
  | {
      readonly type: 'lost'
      /** Local epoch, ms. */
      readonly since: number
      /** Local epoch, ms. Left out: `since + reconnectWindowMs`. */
      readonly deadline?: number
      readonly exact: boolean
      /** What an exact deadline that passes means: the end, or an attempt of ours. */
      readonly onDeadline: 'end' | 'retry'
    }
  | { readonly type: 'returned'; readonly exact: boolean }
  /** ENDLIST and the like: what is buffered still plays, then the source says `closed`. */
  | { readonly type: 'ending' }
  /** Requests inside a living connection. `nextAttemptAt`: local epoch, ms. */
  | {
      readonly type: 'retrying'
      readonly cause: Cause
      /** Counts from 1; 0: they are answered again. */
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
  /** Signalling was lost: connect it again, media goes on. */
  | { readonly type: 'reconnect' }
  | { readonly type: 'seek-to-live' }
  | { readonly type: 'quality'; readonly id: string }
  | { readonly type: 'text-track'; readonly id: string | null }
  | { readonly type: 'audio-track'; readonly id: string }
  | { readonly type: 'input'; readonly event: StreamInputEvent }
  | { readonly type: 'message'; readonly data: unknown }
  | { readonly type: 'microphone'; readonly on: boolean }

/** Input for an interactive far end. x and y run from 0 to 1 over the picture, letterbox taken off. */
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

/** What a source offers to choose from; a list it does not have is `null`. */
export interface Tracks {
  readonly qualities: {
    readonly items: readonly Quality[]
    /** The chosen id; `auto` leaves the choice to the source. */
    readonly selected: string
    /** The one that plays now. */
    readonly active: string | null
  } | null
  readonly texts: { readonly items: readonly MediaTrack[]; readonly selected: string | null } | null
  readonly audios: { readonly items: readonly MediaTrack[]; readonly selected: string | null } | null
  /** The viewer's own voice; left out or `null` where the source takes none. */
  readonly microphone?: { readonly on: boolean } | null
  /**
   * `true` while the far end takes the viewer's `input`; views capture none without it. Left out or `null`: it
   * only shows. A source says so once its way back is open, and `null` when it is gone.
   */
  readonly input?: true | null
}

/** Where playback is against the live edge. All in ms. */
export interface LiveSample {
  /** Distance to the live edge; `null` while unknown. */
  readonly latencyMs: number | null
  /** What the source aims at. */
  readonly targetLatencyMs: number | null
  readonly atEdge: boolean
  /** How far back the viewer can seek; 0 where there is no DVR. */
  readonly seekableMs: number
  /** The seekable range in the media's own time, s; `null` while nothing is loaded. */
  readonly seekable: { readonly start: number; readonly end: number } | null
}

/** One sample of delivery statistics; what a source does not know is left out. */
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
 * A value, or a function asked for it before each attempt and once after a 401 or 403 in mid-stream.
 * Never stored, logged or compared.
 */
export type Refreshable<T> =
  | T
  | ((why: { readonly attempt: number; readonly reason: 'connect' | 'expired' }) => T | Promise<T>)
