import type { Environment, Failure, SourceEvent, Surface } from '@standby/core/source'
import type { LivePlayback } from './live-playback.ts'
import type { OutageDetector } from '../connection/outage-detector.ts'
import type { LoadFailure } from '../connection/load-outcome.ts'
import type { HlsOptions } from '../options.ts'
import type { Timeline } from './timeline.ts'
import type { TrackPreferences } from '../tracks/track-preferences.ts'

/** The connection that owns a player. The player calls it. */
export interface PlayerHost {
  readonly environment: Environment
  readonly options: HlsOptions
  readonly preferences: TrackPreferences
  emit(event: SourceEvent): void
  /** A live playlist was read, and media is being set up. Called once per `load`. */
  opened(): void
  /** The load failed before anything was played. */
  failedToStart(failure: LoadFailure): void
  /** The stream has ended, and its last frame was shown. */
  ended(): void
  /** Repeated 401 or 403 in mid-stream. */
  forbidden(): void
  /** The stream has separate audio renditions, which the loaded build of hls.js cannot play. */
  needsFullBuild(): void
  /** A failure that trying again cannot help. */
  failed(failure: Failure): void
}

/** `full`: the stream has separate audio, which the light hls.js cannot play. Rejects with an `OpenError`. */
export type CreatePlayer = (host: PlayerHost, full: boolean) => Promise<Player>

/** One way to play a stream: hls.js, or the browser itself. */
export interface Player {
  readonly outages: OutageDetector
  readonly playback: LivePlayback
  /** A live playlist was read since `load`. */
  readonly started: boolean
  /** Loads at the live edge. Call again after a failed start, or when the stream is back. */
  load(url: string): void
  /** Changes to an address with another signature. If only the signature differs, the buffer is kept. */
  readdress(url: string): Promise<void>
  /** The element plays on when its surface goes away. It is released in `destroy`. */
  attach(surface: Surface): () => void
  /** Checks whether the stream is live, without touching the screen. `null`: it is live. */
  probe(url: string, signal: AbortSignal): Promise<LoadFailure | null>
  readonly video: HTMLVideoElement | null
  readonly timeline: Timeline
  readonly stats: PlayerStats
  selectQuality(id: string): void
  selectText(id: string | null): void
  selectAudio(id: string): void
  /** The network is back: requests that waited are sent at once. */
  wake(): void
  destroy(): void
}

/** Statistics that only the engine knows. */
export interface PlayerStats {
  /** Bitrate of the level that plays, bit/s. */
  readonly bitrate?: number
  readonly codec?: string
}
