import type { StreamSource } from '@standby/core/source'
import { WhepConnection } from './connection.ts'
import { streamId } from './endpoint-url.ts'
import type { WhepOptions } from './options.ts'

/**
 * A stream over WebRTC-HTTP egress as a source of a session, with input and messages on a data channel where the far
 * end takes them. Creating one opens nothing.
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
