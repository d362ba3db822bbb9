import { randomBytes } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { createAlarm, type Alarm, type Clock } from '../gateway-clock.ts'
import type { Slot } from './pool.ts'

/** What one viewer holds: a place in the queue, an offer, or a worker. It outlives its socket by the grace period. */
export interface Place {
  readonly id: string
  readonly simulated: boolean
  /** A request with this token takes this place over. */
  readonly resumeToken: string
  /** Authorises the viewer at its worker; new with each worker. */
  mediaToken: string
  state: 'queued' | 'offered' | 'assigned' | 'ended'
  /** Null while the viewer is away. */
  connection: Connection | null
  slot: Slot | null
  readonly joinedAt: number
  assignedAt: number
  activeAt: number
  offer: { readonly id: string; readonly until: number } | null
  missedOffers: number
  /** No offer before this clock time, after a declined one. */
  notBefore: number
  /** Clock time of the max runtime; null without a limit. */
  runtimeUntil: number | null
  warnedOfAfk: boolean
  /** The place in the queue that the viewer was last told; null: none since its last connection. */
  told: { position: number; length: number } | null
  /** Open peer connections at the worker. */
  peers: number
  readonly alarms: { readonly [Name in 'grace' | 'offer' | 'afk' | 'runtime']: Alarm }
}

export function createPlace(id: string, connection: Connection, clock: Clock): Place {
  const now = clock.now()
  return {
    id,
    simulated: connection.simulated,
    resumeToken: freshToken(),
    mediaToken: '',
    state: 'queued',
    connection,
    slot: null,
    joinedAt: now,
    assignedAt: now,
    activeAt: now,
    offer: null,
    missedOffers: 0,
    notBefore: 0,
    runtimeUntil: null,
    warnedOfAfk: false,
    told: null,
    peers: 0,
    alarms: {
      grace: createAlarm(clock),
      offer: createAlarm(clock),
      afk: createAlarm(clock),
      runtime: createAlarm(clock),
    },
  }
}

/** 192 random bits: cannot be guessed. */
export function freshToken(): string {
  return randomBytes(24).toString('base64url')
}
