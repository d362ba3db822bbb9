import { lazyModule, type StreamSource } from '@standby/core/source'
import { epicSource } from './epic-source.ts'
import type { PixelStreamingOptions } from './options.ts'

export const connectionModule = lazyModule(() => import('./connection/connect.ts'))

/**
 * A stream of Unreal Engine over Epic's library as a source of a session. The library only handles signalling, media and
 * messages. The session handles retries, AFK, overlays, sound and input. Creating a source opens nothing. The library and
 * the rest of this package are loaded when the session connects. Throws for arguments that can never work.
 *
 * ```ts
 * createSession({ source: pixelStreaming({ url: 'wss://stream.example.com' }) })
 * ```
 */
export function pixelStreaming(options: PixelStreamingOptions): StreamSource {
  return epicSource(options, { name: 'pixelStreaming', kind: 'pixel-streaming', module: connectionModule })
}
