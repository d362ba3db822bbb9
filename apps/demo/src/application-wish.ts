import type { ApplicationOptions } from '@standby/stage'

/** The settings of an application at the desk. Times are in seconds, as people type them. */
export interface ApplicationWish {
  /** 1 to 4. Each worker is a process that renders and encodes. */
  readonly workers: number
  /** A closed queue refuses viewers who would have to wait. */
  readonly queue: 'open' | 'closed'
  /** How long an offer can be accepted. 0: places are given without an offer. */
  readonly offer: number
  /** A session ends after this time without input. 0: never. */
  readonly afk: number
  /** Max duration of a session. 0: no limit. */
  readonly runtime: number
  /** How long a worker is kept for a viewer whose socket is lost. */
  readonly resume: number
  readonly heartbeat: number
}

interface Field {
  readonly min: number
  readonly max: number
  readonly usual: number
}

/** The bounds of every number. Those of the heartbeat come from the protocol. */
export const wishFields = {
  workers: { min: 1, max: 4, usual: 1 },
  offer: { min: 0, max: 600, usual: 0 },
  afk: { min: 0, max: 7200, usual: 0 },
  runtime: { min: 0, max: 7200, usual: 0 },
  resume: { min: 0, max: 600, usual: 15 },
  heartbeat: { min: 1, max: 60, usual: 10 },
} as const satisfies Record<string, Field>

export type WishField = keyof typeof wishFields

const fieldNames = Object.keys(wishFields) as readonly WishField[]
/** Max countdown before the end, s. It is also limited to half of the whole limit. */
const maxWarningS = 30

/** Reads the wish from a query or a form. A missing, unknown or out-of-bounds value takes its default. */
export function readApplicationWish(given: { get(name: string): unknown }): ApplicationWish {
  const number = (name: WishField) => {
    const { min, max, usual } = wishFields[name]
    const text = given.get(name)
    const value = typeof text === 'string' && text !== '' ? Number(text) : usual
    return Number.isInteger(value) && value >= min && value <= max ? value : usual
  }
  const numbers = Object.fromEntries(fieldNames.map((name) => [name, number(name)]))
  return {
    ...(numbers as Record<WishField, number>),
    queue: given.get('queue') === 'closed' ? 'closed' : 'open',
  }
}

/** The link to a wish, without default values. */
export function wishQuery(wish: ApplicationWish): URLSearchParams {
  const query = new URLSearchParams({ show: 'application' })
  for (const name of fieldNames)
    if (wish[name] !== wishFields[name].usual) query.set(name, String(wish[name]))
  if (wish.queue === 'closed') query.set('queue', 'closed')
  return query
}

/** The wish as options of the stage. */
export function applicationOptions(wish: ApplicationWish): ApplicationOptions {
  return {
    workers: wish.workers,
    offerMs: wish.offer * 1000,
    afkMs: wish.afk * 1000,
    afkWarningMs: Math.min(maxWarningS, wish.afk / 2) * 1000,
    maxRuntimeMs: wish.runtime * 1000,
    workerGraceMs: wish.resume * 1000,
    heartbeatMs: wish.heartbeat * 1000,
  }
}
