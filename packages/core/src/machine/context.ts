import type { Policies } from '../policies/policies.ts'
import type { Cause, ConnectingStep, EndInfo, FarEnd, NotLive, Queue, Reconnect } from '../session/state.ts'

export interface ConnectionInput {
  readonly intent: 'start' | 'retry' | 'watch'
  readonly attempt: number
  readonly resumeToken: string | null
}

/** What the handle does for the machine. One machine serves every session; each brings its own port. */
export interface Port {
  /** Opens a connection; the function returned closes it. */
  open(how: ConnectionInput): () => void
  /** Begins the pause before the next attempt; the function returned ends it. */
  pause(token: string | null): () => void
  /** Asks the connection to bring its signalling back. */
  askControl(): void
}

/** What the machine remembers beside its state. Times are local epoch, ms. */
export interface Context extends MachineInput {
  readonly run: number
  readonly startedAt: number
  /** When the current lifecycle state was entered, or its timer last renewed. */
  readonly enteredAt: number

  /** An ended playlist means not-live: the viewer asked to wait for a restart. */
  readonly watching: boolean
  /** Connections tried since media was last stable. */
  readonly attempts: number
  /** Since when nothing was seen; the give-up time counts from here. */
  readonly withoutMediaSince: number | null
  readonly lastCode: number | null
  readonly token: string | null
  readonly resumeWindowMs: number | null

  /** This connection was given a place or a playlist. */
  readonly placed: boolean
  /** This connection painted a frame. */
  readonly hasPicture: boolean
  /** The source retries requests inside this connection. */
  readonly requests: {
    readonly cause: Cause
    readonly attempt: number
    readonly nextAttemptAt: number | null
  } | null
  /** The attempt under way met no network. */
  readonly metOffline: boolean
  /** Signalling is away, since when; when the source is next asked to connect it again. */
  readonly signalling: { readonly since: number; readonly nextAttemptAt: number | null } | null
  /** How often it was away since it last stayed. */
  readonly signallingAttempts: number
  /** Since when it is back; `null` while it is away, or was never. */
  readonly signallingBackAt: number | null

  /** Since when playback last moved without a break. */
  readonly playingSince: number
  readonly stalledSince: number | null
  readonly stallCause: Cause | null
  /** Playback stands because it was told to, or was not allowed to begin. */
  readonly halted: boolean

  readonly farEnd: FarEnd
  /** An announced window has closed: what is buffered plays, and then it is over. */
  readonly windowClosed: boolean
  /** What an exact deadline that passes means. */
  readonly farEndOnDeadline: 'end' | 'retry'
  /** The far end is back; no new picture yet. */
  readonly returnedAt: number | null

  readonly queue: Queue | null
  readonly joinedAt: number | null
  readonly notLive: NotLive | null
  readonly step: ConnectingStep
  /** May lie in the future while AFK is held. */
  readonly lastInputAt: number
  readonly afkDeadline: number | null
  readonly runtimeDeadline: number | null
  readonly reconnect: Reconnect | null
  readonly end: EndInfo | null
}

export interface MachineInput {
  readonly port: Port
  readonly policies: Policies
  /** An ended stream is watched for its restart instead of ending the session. */
  readonly watchesEnds: boolean
}

export const present: FarEnd = { state: 'present' }

/** What one connection knew goes with it. */
export const withoutConnection = {
  placed: false,
  hasPicture: false,
  requests: null,
  signalling: null,
  signallingAttempts: 0,
  signallingBackAt: null,
  returnedAt: null,
  metOffline: false,
  windowClosed: false,
  farEnd: present,
} satisfies Partial<Context>

/** What a run knew goes with it; only the count of runs and the policies stay. */
export const withoutRun = {
  ...withoutConnection,
  watching: false,
  attempts: 0,
  withoutMediaSince: null,
  lastCode: null,
  token: null,
  resumeWindowMs: null,
  stalledSince: null,
  stallCause: null,
  halted: false,
  farEndOnDeadline: 'retry',
  queue: null,
  joinedAt: null,
  notLive: null,
  step: 'place',
  afkDeadline: null,
  runtimeDeadline: null,
  reconnect: null,
  end: null,
} satisfies Partial<Context>

export const initialContext = (input: MachineInput): Context => ({
  ...withoutRun,
  ...input,
  run: 0,
  startedAt: 0,
  enteredAt: 0,
  lastInputAt: 0,
  playingSince: 0,
})
