import type { ApplicationOptions, StreamOptions } from '@standby/stage'
import type { Protocol } from '../address.ts'
import type { ApplicationPlayerOptions, StreamPlayerOptions } from '../player/player-options.ts'
import type { ApplicationScene } from './interactive/application-scene.ts'
import type { StreamScene } from './live/stream-scene.ts'

/** The rows of the table "Live HLS: what the source must get right" (docs/decisions/0010-live-hls-rules.md). */
export const streamRows = {
  freeze: 'playlist freezes, then resumes',
  end: 'freezes, then ENDLIST',
  status: 'the platform says what its encoder does',
  refused: 'playlist refused for a while',
  restart: 'media sequence restarts or overlaps',
  timestamps: 'timestamps reset without a discontinuity',
  onward: 'discontinuity, gap segments, far jump',
  'not-live': 'not found or empty at the start',
  again: 'ended, later live again',
  segment: 'one corrupt or missing segment',
  pause: 'autoplay refused, or the viewer pauses',
  offline: 'the viewer goes offline',
  signature: 'signed URL expires',
  refusal: 'refused for good',
} as const

/** The parts of an interactive session that scenarios prove. */
export const applicationRows = {
  statuses: 'every status of a session',
  queue: 'a place in the queue',
  offer: 'a place is offered',
  limits: 'inactive, or out of time',
  refused: 'no place is given',
  ends: 'the far end ends the session',
  resume: 'the connection is lost, the place is kept',
  media: 'the picture stops',
  away: 'the viewer goes away',
  hostile: 'the far end sends malformed messages',
} as const

/** The protocols' names on the page. */
export const protocolNames: Readonly<Record<Protocol, string>> = {
  standby: 'the gateway’s protocol',
  epic: 'Epic’s signalling',
  arcware: 'Arcware’s signalling',
}

export type StreamRow = keyof typeof streamRows
export type ApplicationRow = keyof typeof applicationRows

interface Story {
  readonly name: string
  readonly title: string
  /** What the far end does and what the viewer should see, in one to three sentences. */
  readonly detail: string
}

/** A story that plays by itself over a stream: the stage injects faults, and checks say what the viewer should see. */
export interface StreamScenario extends Story {
  readonly row: StreamRow
  readonly stream?: StreamOptions
  readonly player?: StreamPlayerOptions
  play(scene: StreamScene): Promise<void>
}

/** The same over an interactive application. */
export interface ApplicationScenario extends Story {
  readonly row: ApplicationRow
  readonly application: ApplicationOptions
  /** The protocols that it can be played over with the same result. Default: the gateway's protocol. */
  readonly over?: readonly Protocol[]
  readonly player?: ApplicationPlayerOptions
  /** The scenario moves the session's clock or hides its page, by `scene.page`. */
  readonly drivesPage?: true
  play(scene: ApplicationScene): Promise<void>
}

export type Scenario = StreamScenario | ApplicationScenario

export function isInteractive(scenario: Scenario): scenario is ApplicationScenario {
  return 'application' in scenario
}

/** The row of the table that a scenario proves, in words. */
export function rowOf(scenario: Scenario): string {
  return isInteractive(scenario) ? applicationRows[scenario.row] : streamRows[scenario.row]
}

/** The protocols of an interactive scenario, the usual one first. */
export function protocolsOf({ over = ['standby'] }: ApplicationScenario): readonly Protocol[] {
  return over
}
