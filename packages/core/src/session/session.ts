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

/** A value that can be read and watched. The value changes identity only when it changes. */
export interface Readable<T> {
  get(): T
  /** Returns the function that stops watching. */
  subscribe(listener: () => void): () => void
}

export interface SessionOptions {
  readonly source: StreamSource
  /** `true` (default) starts at the first attach, `'resume'` only where a resume token is kept. */
  readonly autoStart?: boolean | 'resume'
  /** `false` for broadcasts: nobody is asked whether they are still there. */
  readonly afk?: Partial<AfkPolicy> | false
  readonly reconnect?: Partial<ReconnectPolicy>
  /** How long to wait for an encoder, ms; 0 to 1,800,000. */
  readonly reconnectWindowMs?: number
  /** `'watch'`: an ended stream is watched for a restart instead of ending the session. */
  readonly restart?: 'watch' | false
  /** Overrides of and additions to the table of disconnect codes. */
  readonly codes?: Readonly<Record<number, Partial<CodeRule>>>
  /** Every other policy, see `Policies`. */
  readonly policies?: PoliciesInput
  readonly muted?: boolean
  readonly volume?: number
  /** Surroundings; tests pass a manual one. */
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

/** The one `<video>` of a session, and what a viewer can do with it. */
export interface SessionMedia extends Readable<MediaState> {
  /** Made at the first attach; `null` before, and on a server. */
  readonly video: HTMLVideoElement | null
  play(): void
  pause(): void
  setMuted(muted: boolean): void
  /** 0 to 1; a volume above 0 unmutes. */
  setVolume(volume: number): void
  /** Media time, s; clamped to what can be seeked. */
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

/** What a view hands to the session: its place for the `<video>`. */
export interface ViewSurface {
  readonly container: HTMLElement
  /** Where the last painted frame is kept while no picture flows. */
  readonly canvas?: HTMLCanvasElement | null
}

export interface Diagnostics {
  readonly id: string
  readonly version: string
  readonly source: { readonly kind: string; readonly id: string }
  readonly status: Status
  /** The active states of the machine inside, such as `lifecycle.reconnecting.holding`; their names may change. */
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

  /** Idempotent; after an end it is a new run. */
  start(): void
  /** Tries at once; after an end it starts again. */
  retry(): void
  /** Ends the session and gives the place back. */
  leave(): void
  /** Cancels the AFK countdown. */
  stay(): void
  /** After an end: waits for the stream to come back. */
  watch(): void
  /** Stops reconnecting; ends with the last code. */
  giveUp(): void
  /** Counts as human input, from where the page cannot see it. */
  notifyActivity(): void
  /** Suspends AFK for `maxMs` at most, a day at the longest; call what it returns to resume. NaN suspends nothing. */
  holdAfk(options: { readonly maxMs: number }): () => void
  acceptOffer(): void
  declineOffer(): void
  /** Local epoch, ms, within a year; `null` lifts the limit. NaN is ignored. */
  setRuntimeDeadline(at: number | null): void
  /** `false` where there is no connection that takes messages. */
  send(data: unknown): boolean
  /** Input for an interactive far end; `false` where nothing takes it or an overlay locks it. */
  sendInput(event: StreamInputEvent): boolean
  setMicrophone(on: boolean): void

  readonly media: SessionMedia
  readonly tracks: SessionTracks
  readonly live: Readable<LiveSample | null>
  readonly stats: Readable<StatsSample | null>
  seekToLive(): void

  /** Puts the `<video>` into the view; the last one wins. Call what it returns to take it out. */
  attach(view: ViewSurface): () => void
  /** JSON-safe and free of secrets: what "Copy details" copies. */
  getDiagnostics(): Diagnostics
  /** Closes everything synchronously. The state stays readable, later calls do nothing. */
  destroy(): void
}

export type { CloseCause }
