import type { Refreshable, StatusFeed } from '@standby/core/source'
import type { HlsConfig } from 'hls.js'
import type { HlsInput } from './engines/hls-js/hls-input.ts'

export interface HlsOptions {
  /**
   * Address of the playlist, http or https, absolute or relative to the page. A function is asked before each attempt
   * and once after a 401 or 403 in mid-stream; an answer that differs in its query only goes on with what is buffered.
   */
  readonly src: Refreshable<string>
  /** What the platform announces about the broadcast; makes outages and ends exact. */
  readonly status?: StatusFeed
  /** Loads the full hls.js, which can show captions and subtitles. */
  readonly captions?: boolean
  /** Loads the full hls.js, which can switch audio. Done without asking where the stream keeps its audio apart. */
  readonly alternateAudio?: boolean
  /** As the platform names it. For `reduced` and `low` an encoder that goes away is not waited for. */
  readonly latencyMode?: 'standard' | 'reduced' | 'low'
  /** An ended broadcast becomes `not-live` and begins again when it does. */
  readonly watchForRestart?: boolean
  /** When the broadcast is announced for: a date, or epoch ms. Shown while it is not live. */
  readonly startsAt?: Date | number
  /** Where playback begins, s of media time; left out: at the live edge. */
  readonly startPosition?: number
  /** The viewer may stay behind the live edge. Left out: where the playlist keeps two minutes or more. */
  readonly dvr?: boolean
  /** Passed on to hls.js; wins over what the source sets. */
  readonly hlsConfig?: Partial<HlsConfig>
  /** hls.js itself, or a function that loads it; left out: `import('hls.js')`. */
  readonly hls?: HlsInput
  /** Tells streams apart; left out: `src` without its query. Needed where `src` is a function and a page has several. */
  readonly id?: string
}
