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
  /** Brings the session into the state of the story, before anything is shown. Left out: it plays. */
  readonly drive?: (stage: Stage) => void
  /** Goes on once the view is mounted: nobody is away from a picture that nobody shows. */
  readonly mounted?: (stage: Stage) => void
  /** Options of the session; `afk: false` makes it a broadcast. */
  readonly options?: Omit<SessionOptions, 'source' | 'environment'>
  /** Lets the clock run with the real one; else it stands still. */
  readonly running?: boolean
}

/** Half past eight in the evening where the story is looked at, so that times in pictures are the same. */
const evening = new Date(2030, 0, 1, 20, 30).getTime()

export function createStage({ drive, options }: StageParameters): Stage {
  const clock = manualEnvironment({ now: evening })
  const { source, script } = scriptedSource()
  const session = createSession({ autoStart: false, ...options, source, environment: clock })
  const stage = { session, script, clock }
  ;(drive ?? play)(stage)
  return stage
}

/** It simply plays. */
export function play({ session, script }: Stage): void {
  session.start()
  script.play()
}

interface Loss {
  /** Announced by the far end's platform, or inferred. */
  readonly exact: boolean
  readonly windowMs: number
}

/** The far end goes; what is buffered plays on. */
export function loseFarEnd({ script, clock }: Stage, { exact, windowMs }: Loss): void {
  const since = clock.now()
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the contract, not a function
  script.emit({ type: 'lost', since, deadline: since + windowMs, exact, onDeadline: 'end' })
}

/** The far end goes and what was buffered has played: the session holds. */
export function holdForFarEnd(stage: Stage, loss: Loss): void {
  loseFarEnd(stage, loss)
  stage.script.emit({ type: 'media', state: 'stalled' })
}

/** The connection goes, and each attempt after it too: `count` closes in all. */
export function closeAttempts({ session, script, clock }: Stage, count: number): void {
  for (let closed = 0; closed < count; closed++) {
    const next = session.getState().reconnect?.nextAttemptAt
    if (next) clock.advance(next - clock.now())
    script.emit({ type: 'media', state: 'stalled' }, { type: 'closed', code: 1006 })
  }
}
