import type { StreamSource } from '@standby/core/source'
import { WhepConnection } from './connection/connection.ts'
import { streamId } from './resource/endpoint-url.ts'
import type { WhepOptions } from './options.ts'

/**
 * A stream over WebRTC-HTTP egress (WHEP) as a source of a session. Input and messages use a data channel if the far
 * end accepts them. Creating a source opens nothing.
 *
 * ```ts
 * createSession({ source: whep({ url: 'https://example.com/whep/stage' }) })
 * ```
 */
export function whep(options: WhepOptions): StreamSource {
  return {
    kind: 'whep',
    id: options.id ?? streamId(options.url),
    connect: (link) => new WhepConnection(link, options),
  }
}
