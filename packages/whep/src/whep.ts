import { lazyModule, lazySource, type StreamSource } from '@standby/core/source'
import { streamId } from './resource/endpoint-url.ts'
import type { WhepOptions } from './options.ts'

export const connectionModule = lazyModule(() => import('./connection/connection.ts'))

/**
 * A stream over WebRTC-HTTP egress (WHEP) as a source of a session. Input and messages use a data channel if the far
 * end accepts them. Creating a source opens nothing. The rest of this package is loaded when the session connects.
 *
 * ```ts
 * createSession({ source: whep({ url: 'https://example.com/whep/stage' }) })
 * ```
 */
export function whep(options: WhepOptions): StreamSource {
  return lazySource({
    module: connectionModule,
    kind: 'whep',
    id: options.id ?? streamId(options.url),
    connect: ({ WhepConnection }, link) => new WhepConnection(link, options),
  })
}
