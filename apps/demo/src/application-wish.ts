import type { ApplicationOptions } from '@standby/stage'

/** What the desk can ask of an application. Times in seconds, as people type them. */
export interface ApplicationWish {
  /** 1 to 4: each is a process that renders and encodes. */
  readonly workers: number
  /** A closed queue refuses whoever would have to wait. */
  readonly queue: 'open' | 'closed'
  /** How long an offer can be accepted; 0: places are given without an offer. */
  readonly offer: number
  /** Without input for so long a session ends; 0: never. */
  readonly afk: number
  /** The longest a session may last; 0: no limit. */
  readonly runtime: number
  /** How long a worker is kept for a viewer whose socket is gone. */
  readonly resume: number
  readonly heartbeat: number
}

interface Field {
  readonly least: number
  readonly most: number
  readonly usual: number
}

/** The bounds of every number; the heartbeat's are the protocol's. */
export const wishFields = {
  workers: { least: 1, most: 4, usual: 1 },
  offer: { least: 0, most: 600, usual: 0 },
  afk: { least: 0, most: 7200, usual: 0 },
  runtime: { least: 0, most: 7200, usual: 0 },
  resume: { least: 0, most: 600, usual: 15 },
  heartbeat: { least: 1, most: 60, usual: 10 },
} as const satisfies Record<string, Field>

export type WishField = keyof typeof wishFields

const fieldNames = Object.keys(wishFields) as readonly WishField[]
/** The countdown before the end, but never more than half of the whole. */
const LONGEST_WARNING_S = 30

/** Reads the wish from a query or a form; what is missing, unknown or out of bounds takes its default. */
export function readApplicationWish(given: { get(name: string): unknown }): ApplicationWish {
  const number = (name: WishField) => {
    const { least, most, usual } = wishFields[name]
    const text = given.get(name)
    const value = typeof text === 'string' && text !== '' ? Number(text) : usual
    return Number.isInteger(value) && value >= least && value <= most ? value : usual
  }
  const numbers = Object.fromEntries(fieldNames.map((name) => [name, number(name)]))
  return {
    ...(numbers as Record<WishField, number>),
    queue: given.get('queue') === 'closed' ? 'closed' : 'open',
  }
}

/** The link to a wish; defaults are left out. */
export function wishQuery(wish: ApplicationWish): URLSearchParams {
  const query = new URLSearchParams({ show: 'application' })
  for (const name of fieldNames)
    if (wish[name] !== wishFields[name].usual) query.set(name, String(wish[name]))
  if (wish.queue === 'closed') query.set('queue', 'closed')
  return query
}

/** What the stage is asked for. */
export function applicationOptions(wish: ApplicationWish): ApplicationOptions {
  return {
    workers: wish.workers,
    offerMs: wish.offer * 1000,
    afkMs: wish.afk * 1000,
    afkWarningMs: Math.min(LONGEST_WARNING_S, wish.afk / 2) * 1000,
    maxRuntimeMs: wish.runtime * 1000,
    workerGraceMs: wish.resume * 1000,
    heartbeatMs: wish.heartbeat * 1000,
  }
}
