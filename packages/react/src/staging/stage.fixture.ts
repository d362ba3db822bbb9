import { createSession, type Session, type SessionOptions } from '@standby/core'
import {
  manualEnvironment,
  scriptedSource,
  type ManualEnvironment,
  type SourceScript,
} from '@standby/core/testing'

/** A session without a backend: the story drives its far end and its clock. */
export interface Stage {
  readonly session: Session
  readonly script: SourceScript
  readonly clock: ManualEnvironment
}

/** `parameters.session` of a story. */
export interface StageParameters {
  /** Brings the session into the story's state before anything renders. Default: the stream plays. */
  readonly drive?: (stage: Stage) => void
  /** Runs once the view is mounted. The AFK timer, for example, needs an attached view. */
  readonly mounted?: (stage: Stage) => void
  /** Options of the session; `afk: false` makes it a broadcast. */
  readonly options?: Omit<SessionOptions, 'source' | 'environment'>
  /** The clock runs in real time. Default: it stands still. */
  readonly running?: boolean
}

/** 20:30 in the local time zone, so that pictures show the same time everywhere. */
const evening = new Date(2030, 0, 1, 20, 30).getTime()

export function createStage({ drive, options }: StageParameters): Stage {
  const clock = manualEnvironment({ now: evening })
  const { source, script } = scriptedSource()
  const session = createSession({ autoStart: false, ...options, source, environment: clock })
  const stage = { session, script, clock }
  ;(drive ?? play)(stage)
  return stage
}

/** Starts the session and lets the stream play. */
export function play({ session, script }: Stage): void {
  session.start()
  script.play()
}

interface Loss {
  /** `true`: the far end's platform announced it. `false`: inferred. */
  readonly exact: boolean
  readonly windowMs: number
}

/** The far end is lost; the buffer plays on. */
export function loseFarEnd({ script, clock }: Stage, { exact, windowMs }: Loss): void {
  const since = clock.now()
  script.emit({ type: 'lost', since, deadline: since + windowMs, exact, onDeadline: 'end' })
}

/** The far end is lost and the buffer is empty: the session waits for it. */
export function holdForFarEnd(stage: Stage, loss: Loss): void {
  loseFarEnd(stage, loss)
  stage.script.emit({ type: 'media', state: 'stalled' })
}

/** Closes the connection, then each attempt to reconnect: `count` closes in all. */
export function closeAttempts({ session, script, clock }: Stage, count: number): void {
  for (let closed = 0; closed < count; closed++) {
    const next = session.getState().reconnect?.nextAttemptAt
    if (next) clock.advance(next - clock.now())
    script.emit({ type: 'media', state: 'stalled' }, { type: 'closed', code: 1006 })
  }
}
