import type { CloseCause, Cause, EndInfo, SessionState, Status } from './state.ts'
import type {
  LiveSample,
  PoliciesInput,
  StatsSample,
  StreamSource,
  Tracks,
  StreamInputEvent,
} from '../source/source-contract.ts'
import type { Environment } from '../environment/environment.ts'
import type { AfkPolicy, CodeRule, Policies, ReconnectPolicy } from '../policies/policies.ts'

/** A value that can be read and subscribed to. Its identity changes only when its content changes. */
export interface Readable<T> {
  get(): T
  /** Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void
}

export interface SessionOptions {
  readonly source: StreamSource
  /** `true` (default): starts at the first attach. `'resume'`: only if a resume token is kept. */
  readonly autoStart?: boolean | 'resume'
  /** `false` for broadcasts: viewers are not asked whether they are still there. */
  readonly afk?: Partial<AfkPolicy> | false
  readonly reconnect?: Partial<ReconnectPolicy>
  /** How long to wait for the encoder, ms; 0 to 1,800,000. */
  readonly reconnectWindowMs?: number
  /** `'watch'`: after the end of a stream the session waits for its restart instead of ending. */
  readonly restart?: 'watch' | false
  /** Overrides of and additions to the table of disconnect codes. */
  readonly codes?: Readonly<Record<number, Partial<CodeRule>>>
  /** All other policies, see `Policies`. */
  readonly policies?: PoliciesInput
  readonly muted?: boolean
  readonly volume?: number
  /** The page and the clock. Tests pass a manual environment. */
  readonly environment?: Environment
}

export interface SessionEvents {
  status: {
    readonly status: Status
    readonly previous: Status
    readonly at: number
    readonly durationMs: number
    readonly code?: number
  }
  'first-frame': { readonly sinceStartMs: number; readonly sinceAssignedMs: number | null }
  stall: { readonly cause: Cause; readonly durationMs: number }
  recovered: {
    readonly mode: 'holding' | 'retrying'
    readonly cause: Cause
    readonly durationMs: number
    readonly attempts: number
  }
  ended: EndInfo
  message: { readonly data: unknown }
  notice: { readonly text: string }
  'text-input': { readonly value: string; readonly multiline: boolean }
}

export interface MediaState {
  readonly muted: boolean
  /** Who muted: the viewer, or the browser's autoplay policy. */
  readonly mutedBy: 'viewer' | 'policy' | null
  /** 0 to 1. */
  readonly volume: number
  readonly pictureInPicture: boolean
  /** A painted frame exists. */
  readonly hasPicture: boolean
}

/** The one `<video>` of a session, and its controls. */
export interface SessionMedia extends Readable<MediaState> {
  /** Created at the first attach. `null` before, and on a server. */
  readonly video: HTMLVideoElement | null
  play(): void
  pause(): void
  setMuted(muted: boolean): void
  /** 0 to 1. A volume above 0 unmutes. */
  setVolume(volume: number): void
  /** Media time, s; limited to the seekable range. */
  seek(time: number): void
  requestPictureInPicture(): Promise<void>
  exitPictureInPicture(): Promise<void>
}

export interface SessionTracks extends Readable<Tracks> {
  /** `auto` leaves the choice to the source. */
  selectQuality(id: string): void
  selectText(id: string | null): void
  selectAudio(id: string): void
}

/** What a view passes to the session: the container for the `<video>`. */
export interface ViewSurface {
  readonly container: HTMLElement
  /** Shows the last painted frame while the video has none. */
  readonly canvas?: HTMLCanvasElement | null
}

export interface Diagnostics {
  readonly id: string
  readonly version: string
  readonly source: { readonly kind: string; readonly id: string }
  readonly status: Status
  /** The active states of the internal machine, such as `lifecycle.reconnecting.holding`. Their names may change. */
  readonly machine: readonly string[]
  readonly run: number
  readonly end: EndInfo | null
  readonly transitions: readonly {
    readonly at: number
    readonly from: Status
    readonly to: Status
    readonly code?: number
  }[]
  readonly stats: StatsSample | null
  readonly live: LiveSample | null
  readonly userAgent: string | null
}

/** One viewer connected to one stream, from start to end, across reconnects. */
export interface Session {
  /** Unique on this page. */
  readonly id: string
  readonly source: StreamSource
  /** Resolved from defaults, the source's defaults and the options. */
  readonly policies: Policies

  getState(): SessionState
  subscribe(listener: () => void): () => void
  on<E extends keyof SessionEvents>(event: E, listener: (detail: SessionEvents[E]) => void): () => void

  /** Idempotent. After an end it begins a new run. */
  start(): void
  /** Tries at once. After an end it starts again. */
  retry(): void
  /** Ends the session and releases the place. */
  leave(): void
  /** Cancels the AFK countdown. */
  stay(): void
  /** After an end: waits for the stream to restart. */
  watch(): void
  /** Stops reconnecting. The session ends with the last code. */
  giveUp(): void
  /** Reports human input that the page cannot see. */
  notifyActivity(): void
  /** Suspends AFK for max `maxMs`, max one day. Returns the function that resumes it. NaN suspends nothing. */
  holdAfk(options: { readonly maxMs: number }): () => void
  acceptOffer(): void
  declineOffer(): void
  /** Local epoch, ms, within a year. `null` removes the limit. NaN is ignored. */
  setRuntimeDeadline(at: number | null): void
  /** Returns `false` if no connection accepts messages. */
  send(data: unknown): boolean
  /** Sends input to an interactive far end. Returns `false` if nothing accepts it or an overlay blocks it. */
  sendInput(event: StreamInputEvent): boolean
  setMicrophone(on: boolean): void

  readonly media: SessionMedia
  readonly tracks: SessionTracks
  readonly live: Readable<LiveSample | null>
  readonly stats: Readable<StatsSample | null>
  seekToLive(): void

  /** Puts the `<video>` into the view. The last view wins. Returns the function that takes it out. */
  attach(view: ViewSurface): () => void
  /** JSON-safe and without secrets: what "Copy details" copies. */
  getDiagnostics(): Diagnostics
  /** Closes everything synchronously. The state stays readable. Later calls do nothing. */
  destroy(): void
}

export type { CloseCause }
