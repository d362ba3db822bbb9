import { lazyModule, lazySource, type StreamSource } from '@standby/core/source'
import { preloadEngine } from './engines/preload-engine.ts'
import type { HlsOptions } from './options.ts'
import { noPreferences } from './tracks/track-preferences.ts'
import { streamId } from './playlist/stream-url.ts'

export const connectionModule = lazyModule(() => import('./connection/connection.ts'))

/**
 * A live HLS stream as a source of a session. Creating one loads nothing. The rest of this package and hls.js are loaded
 * when the session connects.
 *
 * ```ts
 * createSession({ source: hls({ src: 'https://example.com/live.m3u8' }) })
 * ```
 */
export function hls(options: HlsOptions): StreamSource {
  const waitsForEncoder = options.latencyMode === undefined || options.latencyMode === 'standard'
  const preferences = noPreferences()
  return lazySource({
    module: connectionModule,
    kind: 'hls',
    id: options.id ?? streamId(options.src),
    // As on the platforms: at reduced and low latency a broadcast ends as soon as its encoder goes away.
    defaults: { afk: false, reconnectWindowMs: waitsForEncoder ? 60_000 : 0 },
    preload: () => preloadEngine(options),
    connect: ({ HlsConnection }, link) => new HlsConnection(link, options, preferences),
  })
}
