import type { StreamOptions } from '@standby/stage'
import type { PlayerOptions } from '../player/player-options.ts'
import type { Scene } from './scene.ts'

/** The rows of the table "Live HLS: what the source must get right" (docs/live-hls.md). */
export const rows = {
  freeze: 'playlist freezes, then resumes',
  end: 'freezes, then ENDLIST',
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

export type Row = keyof typeof rows

/** A story that plays by itself: the stage does something, the viewer should get something. */
export interface Scenario {
  readonly name: string
  readonly title: string
  /** What the far end does and what the viewer should get, in a sentence or two. */
  readonly detail: string
  readonly row: Row
  readonly stream?: StreamOptions
  readonly player?: PlayerOptions
  play(scene: Scene): Promise<void>
}
