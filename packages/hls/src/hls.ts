import type { StreamSource } from '@standby/core/source'
import { HlsConnection } from './connection/connection.ts'
import { playerFor, preloadPlayer } from './engines/create-player.ts'
import type { HlsOptions } from './options.ts'
import { noPreferences } from './tracks/track-preferences.ts'
import { streamId } from './playlist/stream-url.ts'

/**
 * A live HLS stream as a source of a session. Creating one loads nothing; hls.js is fetched when the session connects.
 *
 * ```ts
 * createSession({ source: hls({ src: 'https://example.com/live.m3u8' }) })
 * ```
 */
export function hls(options: HlsOptions): StreamSource {
  const waitsForEncoder = options.latencyMode === undefined || options.latencyMode === 'standard'
  const full = options.captions === true || options.alternateAudio === true
  const preferences = noPreferences()
  return {
    kind: 'hls',
    id: options.id ?? streamId(options.src),
    // As on the platforms: at reduced and low latency a broadcast ends as soon as its encoder goes away.
    defaults: { afk: false, reconnectWindowMs: waitsForEncoder ? 60_000 : 0 },
    preload: () => preloadPlayer(options, full),
    connect: (link) => new HlsConnection(link, options, preferences, playerFor(full)),
  }
}
