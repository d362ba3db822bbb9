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
  /** The `app` that viewers request; random unless set. Letters, digits and hyphens, max 40. */
  readonly id?: string
  /** Max viewers with a worker at the same time. Default 1. */
  readonly workers?: number
  /** `none`: workers without media, for queues of hundreds; their media URL refuses connections. */
  readonly media?: 'real' | 'none'
  /** Start worker processes only when a viewer needs one. */
  readonly lazy?: boolean
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly kbps?: number
  /** Interval of pings to sockets, ms. Sockets at `/session/:app` get it in `welcome`. */
  readonly heartbeatMs?: number
  /** How long a place in the queue is kept without a socket, ms. */
  readonly queueGraceMs?: number
  /** How long a worker is kept without a socket, ms. */
  readonly workerGraceMs?: number
  /** Time to accept an offered worker, ms; 0: it is assigned without an offer. */
  readonly offerMs?: number
  /** Min interval between two messages about the place in the queue, ms. */
  readonly updateMs?: number
  /** Max length of a session, ms; 0: no limit. */
  readonly maxRuntimeMs?: number
  /** A session ends after this long without activity, ms; 0: never. */
  readonly afkMs?: number
  /** How long before that the viewer is warned, ms. */
  readonly afkWarningMs?: number
  /** Time until a crashed worker is replaced, ms. */
  readonly restartMs?: number
  /** Expected length of a session until one has ended, ms; 0: unknown. */
  readonly expectedSessionMs?: number
  /** When set, a request without this ticket is refused. */
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
