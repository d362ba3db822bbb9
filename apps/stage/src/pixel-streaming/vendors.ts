import type { ToPlayerMessage } from './signalling/signalling-messages.ts'

/** The reasons to end a player's session for which vendors have their own close codes. */
export type Ending =
  | 'project-disabled'
  | 'queue-closed'
  | 'app-not-found'
  | 'launch-fails'
  | 'max-runtime'
  | 'afk'
  | 'streamer-not-found'
  | 'app-crash'
  | 'resume-refused'
  | 'streamer-lost'

export interface Close {
  /** Null: the close frame has no code, which players see as 1005. */
  readonly code: number | null
  readonly reason: string
}

/** One player's place in the queue. Times are ms; `etaMs` is null while unknown. */
export interface QueuePlace {
  /** Counted from 1. */
  readonly position: number
  readonly length: number
  readonly waitedMs: number
  readonly etaMs: number | null
}

export type QueueUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days'

export interface Vendor {
  readonly name: VendorName
  /** The message with a player's place; null: no queue, the player gets `subscribeFailed`. */
  readonly queue: ((place: QueuePlace, unit: QueueUnit) => ToPlayerMessage) | null
  /** Messages sent after `config`. */
  readonly greeting: (session: string) => readonly ToPlayerMessage[]
  readonly closes: Readonly<Record<Ending, Close>>
}

export type VendorName = 'epic' | 'streampixel' | 'arcware'

/** Streampixel's close codes and reasons. */
const streampixelCloses: Vendor['closes'] = {
  'project-disabled': { code: 4000, reason: 'Project Inactive' },
  'queue-closed': { code: 4001, reason: 'Worker Node Unavailable' },
  'app-not-found': { code: 4002, reason: 'Application Not Found' },
  'launch-fails': { code: 4003, reason: 'Application Error' },
  'max-runtime': { code: 4004, reason: 'Maximum Runtime Reached' },
  afk: { code: 4004, reason: 'You have been disconnected due to inactivity.' },
  'streamer-not-found': { code: 4005, reason: 'No streamer connected' },
  'app-crash': { code: 4006, reason: 'Application Error' },
  'resume-refused': { code: 4007, reason: '' },
  'streamer-lost': { code: 4006, reason: 'Application Error' },
}

const unitMs: Readonly<Record<QueueUnit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
}

export const vendors: Readonly<Record<VendorName, Vendor>> = {
  /**
   * Epic's own server has no queue and only one close code of its own, for a kick. Here it borrows Streampixel's other
   * codes, for platforms built on it.
   */
  epic: {
    name: 'epic',
    queue: null,
    greeting: () => [],
    closes: { ...streampixelCloses, 'streamer-lost': { code: null, reason: '' } },
  },
  /** Its SDK gives `{ position, message }` to its users; its wire format is not published. */
  streampixel: {
    name: 'streampixel',
    queue: ({ position }) => ({ type: 'queue', position, message: 'You are in Queue' }),
    greeting: () => [],
    closes: streampixelCloses,
  },
  arcware: {
    name: 'arcware',
    queue({ position, length, waitedMs, etaMs }, unit) {
      const inUnit = (ms: number): number => ms / unitMs[unit]
      return {
        type: 'queue',
        queue: {
          index: position - 1,
          queueLength: length,
          waited: inUnit(waitedMs),
          estimatedWaitTime: etaMs === null ? null : inUnit(etaMs),
          averageWaitTime: null,
          valueType: unit,
        },
      }
    },
    greeting: (sessionId) => [{ type: 'sessionId', sessionId }],
    closes: {
      'project-disabled': { code: 4472, reason: 'PROJECT_DISABLED' },
      'queue-closed': { code: 4607, reason: 'CLOSE_SHARE_NO_RESOURCES_LEFT' },
      'app-not-found': { code: 4471, reason: 'UNKNOWN_PROJECT' },
      'launch-fails': { code: 4502, reason: 'NO_PACKAGENAME_PROVIDED' },
      'max-runtime': { code: 4461, reason: 'MAX_RUNTIME' },
      afk: { code: 4506, reason: 'CLIENT_AFK' },
      'streamer-not-found': { code: 4501, reason: 'NO_STREAM_AVAILABLE' },
      'app-crash': { code: 4503, reason: 'STREAM_DISCONNECTED' },
      'resume-refused': { code: 4470, reason: 'SESSION_NOT_FOUND' },
      'streamer-lost': { code: 4503, reason: 'STREAM_DISCONNECTED' },
    },
  },
}

export const vendorNames = Object.keys(vendors) as readonly VendorName[]
