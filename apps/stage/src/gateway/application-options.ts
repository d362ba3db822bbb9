import {
  between,
  checkOptions,
  duration,
  name,
  oneOf,
  pictureRules,
  type OptionRule,
} from '../control/option-rules.ts'

export interface ApplicationOptions {
  /** What viewers ask for; random unless set. Letters, digits and hyphens, at most 40. */
  readonly id?: string
  /** How many viewers can be served at once. */
  readonly workers?: number
  /** `none`: places without media, for queues by the hundred; their URL leads nowhere. */
  readonly media?: 'real' | 'none'
  /** Start worker processes only when a viewer needs one. */
  readonly lazy?: boolean
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly kbps?: number
  /** How often sockets are pinged; those at `/session/:app` learn it in `welcome`. */
  readonly heartbeatMs?: number
  /** How long a place in the queue is kept without a socket. */
  readonly queueGraceMs?: number
  /** How long a worker is kept without a socket. */
  readonly workerGraceMs?: number
  /** A free place has to be accepted within this; 0: it is assigned at once. */
  readonly offerMs?: number
  /** How often a place in the queue is told to its viewer at most. */
  readonly updateMs?: number
  /** The longest a session may last; 0: no limit. */
  readonly maxRuntimeMs?: number
  /** Without activity for this long a session ends; 0: never. */
  readonly afkMs?: number
  /** How long before that the viewer is warned. */
  readonly afkWarningMs?: number
  /** How long a crashed worker's place stays empty. */
  readonly restartMs?: number
  /** What a session is taken to last until some have ended. */
  readonly expectedSessionMs?: number
  /** Where it is set, who comes without it is refused. */
  readonly ticket?: string
}

/** Application options with every default filled in. */
export type ResolvedApplicationOptions = Required<ApplicationOptions>

const defaults: Omit<ResolvedApplicationOptions, 'id'> = {
  workers: 1,
  media: 'real',
  lazy: false,
  width: 640,
  height: 360,
  fps: 30,
  kbps: 1200,
  heartbeatMs: 10_000,
  queueGraceMs: 5000,
  workerGraceMs: 15_000,
  offerMs: 0,
  updateMs: 1000,
  maxRuntimeMs: 0,
  afkMs: 0,
  afkWarningMs: 30_000,
  restartMs: 250,
  expectedSessionMs: 0,
  ticket: '',
}

/** Checks application options that come from outside. Throws a `StageError` (400) that names the field. */
export function readApplicationOptions(input: unknown, freshId: () => string): ResolvedApplicationOptions {
  return {
    id: freshId(),
    ...defaults,
    ...checkOptions<ApplicationOptions>('Application', input, rules),
  }
}

const rules: Record<keyof ApplicationOptions, OptionRule> = {
  id: name,
  workers: between(0, 64),
  media: oneOf('real', 'none'),
  lazy: oneOf(true, false),
  ...pictureRules,
  heartbeatMs: between(1000, 60_000),
  queueGraceMs: duration,
  workerGraceMs: duration,
  offerMs: duration,
  updateMs: duration,
  maxRuntimeMs: duration,
  afkMs: duration,
  afkWarningMs: duration,
  restartMs: duration,
  expectedSessionMs: duration,
  ticket: { accepts: (value) => typeof value === 'string' && value.length <= 4096, says: 'a string' },
}
