import type { Environment, Failure, SourceEvent, Surface } from '@standby/core/source'
import type { LivePlayback } from './live-playback.ts'
import type { OutageDetector } from '../connection/outage-detector.ts'
import type { LoadFailure } from '../connection/load-outcome.ts'
import type { HlsOptions } from '../options.ts'
import type { Timeline } from './timeline.ts'
import type { TrackPreferences } from '../tracks/track-preferences.ts'

/** What a player tells the connection that owns it. */
export interface PlayerHost {
  readonly environment: Environment
  readonly options: HlsOptions
  readonly choices: TrackPreferences
  emit(event: SourceEvent): void
  /** A live playlist is there; media is being set up. Once per load from the start. */
  opened(): void
  /** Nothing has been played yet, and this is why. */
  failedToStart(failure: LoadFailure): void
  /** The end of a stream that was played: every frame of it has been shown. */
  ended(): void
  /** 401 or 403 in mid-stream, said more than once. */
  forbidden(): void
  /** The stream keeps its audio in renditions of its own, which the build at hand cannot play. */
  needsFullBuild(): void
  /** What cannot be helped by trying again. */
  failed(failure: Failure): void
}

/** `full`: the stream keeps its audio apart, which the light build of hls.js cannot play. Rejects with an `OpenError`. */
export type CreatePlayer = (host: PlayerHost, full: boolean) => Promise<Player>

/** One way to play a stream: hls.js, or the browser itself. */
export interface Player {
  readonly monitor: OutageDetector
  readonly playback: LivePlayback
  /** A live playlist was listed since `load`. */
  readonly started: boolean
  /** Loads from the live edge; again after a failed start, or when the stream is back. */
  load(url: string): void
  /** Goes on with what is buffered under an address that differs in its signature only. */
  readdress(url: string): Promise<void>
  /** The element plays on when its surface is taken away; it is let go of in `destroy`. */
  attach(surface: Surface): () => void
  /** Looks whether the stream is live without touching what is on the screen; `null`: it is. */
  scout(url: string, signal: AbortSignal): Promise<LoadFailure | null>
  readonly video: HTMLVideoElement | null
  readonly timeline: Timeline
  readonly stats: PlayerStats
  selectQuality(id: string): void
  selectText(id: string | null): void
  selectAudio(id: string): void
  /** The network is back: what waited is asked for at once. */
  wake(): void
  destroy(): void
}

/** What only the engine knows of the delivery. */
export interface PlayerStats {
  /** Bits per second of what plays. */
  readonly bitrate?: number
  readonly codec?: string
}
