import type { Policies } from '../policies/policies.ts'
import type { Cause, ConnectingStep, EndInfo, FarEnd, NotLive, Queue, Reconnect } from '../session/state.ts'

export interface ConnectionInput {
  readonly intent: 'start' | 'retry' | 'watch'
  readonly attempt: number
  readonly resumeToken: string | null
}

/** What the session handle does for the machine. One machine definition serves every session, each with its own port. */
export interface Port {
  /** Opens a connection. Returns the function that closes it. */
  open(how: ConnectionInput): () => void
  /** Begins the pause before the next attempt. Returns the function that ends it. */
  pause(token: string | null): () => void
  /** Asks the connection to restore its signalling. */
  askControl(): void
}

/** What the machine stores in addition to its state. Times are local epoch, ms. */
export interface Context extends MachineInput {
  readonly run: number
  readonly startedAt: number
  /** When the current lifecycle state was entered, or when its timer was last restarted. */
  readonly enteredAt: number

  /** The viewer waits for a restart: an ended playlist means not-live. */
  readonly watching: boolean
  /** Connections tried since media was last stable. */
  readonly attempts: number
  /** Since when there is no media. The give-up time counts from here. */
  readonly withoutMediaSince: number | null
  readonly lastCode: number | null
  readonly token: string | null
  readonly resumeWindowMs: number | null

  /** This connection got a place or a playlist. */
  readonly placed: boolean
  /** This connection has shown a frame. */
  readonly hasPicture: boolean
  /** The source retries requests inside this connection. */
  readonly requests: {
    readonly cause: Cause
    readonly attempt: number
    readonly nextAttemptAt: number | null
  } | null
  /** The device was offline during the current attempt. */
  readonly metOffline: boolean
  /** Signalling is lost: since when, and when the source is next asked to reconnect it. */
  readonly signalling: { readonly since: number; readonly nextAttemptAt: number | null } | null
  /** How often signalling was lost since it was last stable. */
  readonly signallingAttempts: number
  /** Since when signalling is back; `null` while it is lost, or if it was never lost. */
  readonly signallingBackAt: number | null

  /** Since when media plays without a stall. */
  readonly playingSince: number
  readonly stalledSince: number | null
  readonly stallCause: Cause | null
  /** The viewer paused playback, or the browser blocked it. */
  readonly halted: boolean

  readonly farEnd: FarEnd
  /** An announced reconnect window has passed: the buffer plays out, then the session ends. */
  readonly windowClosed: boolean
  /** What happens when an exact deadline passes. */
  readonly farEndOnDeadline: 'end' | 'retry'
  /** Since when the far end is back without a new picture. */
  readonly returnedAt: number | null

  readonly queue: Queue | null
  readonly joinedAt: number | null
  readonly notLive: NotLive | null
  readonly step: ConnectingStep
  /** May be in the future while AFK is suspended. */
  readonly lastInputAt: number
  readonly afkDeadline: number | null
  readonly runtimeDeadline: number | null
  readonly reconnect: Reconnect | null
  readonly end: EndInfo | null
}

export interface MachineInput {
  readonly port: Port
  readonly policies: Policies
  /** After the end of a stream the session waits for its restart instead of ending. */
  readonly watchesEnds: boolean
}

export const present: FarEnd = { state: 'present' }

/** The state of one connection, reset at its close. */
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

/** The state of one run, reset at the next start. Only the run count and the policies stay. */
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
