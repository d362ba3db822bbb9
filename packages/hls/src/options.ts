import type { Refreshable, StatusFeed } from '@standby/core/source'
import type { HlsConfig } from 'hls.js'
import type { HlsInput } from './engines/hls-js/hls-input.ts'

export interface HlsOptions {
  /**
   * Address of the playlist: http or https, absolute or relative to the page. A function is called before each attempt,
   * and once after a 401 or 403 in mid-stream. If the new address differs only in its query, the buffer is kept.
   */
  readonly src: Refreshable<string>
  /** What the platform announces about the broadcast. With it, the times of outages and ends are exact. */
  readonly status?: StatusFeed
  /** Loads the full hls.js, which can show captions and subtitles. */
  readonly captions?: boolean
  /** Loads the full hls.js, which can switch audio. A stream with separate audio renditions gets it without this. */
  readonly alternateAudio?: boolean
  /** As the platform names it. With `reduced` and `low` the session does not wait for an encoder that goes away. */
  readonly latencyMode?: 'standard' | 'reduced' | 'low'
  /** An ended broadcast becomes `not-live`. Playback begins again when the next broadcast starts. */
  readonly watchForRestart?: boolean
  /** Announced start of the broadcast: a date, or epoch ms. Shown while it is not live. */
  readonly startsAt?: Date | number
  /** Where playback begins, s of media time. Default: at the live edge. */
  readonly startPosition?: number
  /** The viewer may stay behind the live edge. Default: true for an EVENT playlist or one of 120 s or more. */
  readonly dvr?: boolean
  /** Passed on to hls.js. It overrides what the source sets. */
  readonly hlsConfig?: Partial<HlsConfig>
  /** hls.js itself, or a function that loads it. Default: `import('hls.js')`. */
  readonly hls?: HlsInput
  /** Id of the stream. Default: `src` without its query. Set it when `src` is a function and a page has several. */
  readonly id?: string
}

/** Whether the options need the full hls.js. The light one has no captions and no alternate audio. */
export const needsFullBuild = ({ captions, alternateAudio }: HlsOptions): boolean =>
  captions === true || alternateAudio === true
