import { StageError } from '../stage-error.ts'

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
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new StageError(400, 'Application options must be a JSON object.')
  for (const [key, value] of Object.entries(input)) {
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof ApplicationOptions] : undefined
    if (!rule)
      throw new StageError(400, `There is no application option "${key}".`, { options: Object.keys(rules) })
    if (value !== undefined && !rule.accepts(value)) throw new StageError(400, `${key} must be ${rule.says}.`)
  }
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  return { id: freshId(), ...defaults, ...given }
}

interface Rule {
  accepts: (value: unknown) => boolean
  says: string
}

const oneOf = (...values: readonly unknown[]): Rule => ({
  accepts: (value) => values.includes(value),
  says: `one of: ${values.join(', ')}`,
})
const between = (min: number, max: number): Rule => ({
  accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  says: `a whole number from ${min} to ${max}`,
})
const even = (min: number, max: number): Rule => ({
  accepts: (value) => between(min, max).accepts(value) && (value as number) % 2 === 0,
  says: `an even number from ${min} to ${max}`,
})
const duration = between(0, 86_400_000)

const rules: Record<keyof ApplicationOptions, Rule> = {
  id: {
    accepts: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/i.test(value),
    says: 'letters, digits and hyphens, at most 40',
  },
  workers: between(0, 64),
  media: oneOf('real', 'none'),
  lazy: oneOf(true, false),
  width: even(160, 1280),
  height: even(90, 720),
  fps: between(1, 60),
  kbps: between(50, 8000),
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
