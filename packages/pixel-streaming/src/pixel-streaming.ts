import { developerError, type Refreshable, type StreamSource, urlWithoutSecrets } from '@standby/core/source'
import { PixelStreamingConnection } from './connection.ts'
import type { VendorProtocol } from './vendor-protocol.ts'
import { loadLibrary } from './library.ts'
import type { PixelStreamingOptions } from './options.ts'

/**
 * A stream of Unreal Engine over Epic's library as a source of a session. The library only carries signalling, media and
 * messages: retries, AFK, overlays, sound and input are the session's. Creating one opens nothing; throws where it was
 * called with something that can never work.
 *
 * ```ts
 * createSession({ source: pixelStreaming({ url: 'wss://stream.example.com' }) })
 * ```
 */
export function pixelStreaming(options: PixelStreamingOptions): StreamSource {
  return epicSource(options, { kind: 'pixel-streaming' }, 'pixelStreaming')
}

/** A source on Epic's library, in the words of a vendor. */
export function epicSource(
  options: PixelStreamingOptions,
  dialect: VendorProtocol,
  name: string,
): StreamSource {
  const { url, streamerId, id, library } = options ?? {}
  if (typeof url != 'function' && (typeof url != 'string' || url.trim() === ''))
    throw developerError(
      `${name}() was called without a \`url\`.`,
      'Without it there is nothing to connect to.',
      `Pass the address of the signalling server, or a function that returns it: ${name}({ url: 'wss://stream.example.com' }).`,
    )
  return {
    kind: dialect.kind,
    id: id ?? streamName(dialect.kind, url, streamerId),
    ...(dialect.defaults && { defaults: dialect.defaults }),
    hasPlaces: true,
    preload() {
      // What fails is said by `connect`.
      if (typeof document != 'undefined') loadLibrary(library).catch(() => {})
    },
    connect: (link) => new PixelStreamingConnection(link, options, dialect),
  }
}

/** A stream behind a function can only be told by its author. */
function streamName(kind: string, url: Refreshable<string>, streamerId: string | undefined): string {
  const server = typeof url == 'string' ? urlWithoutSecrets(url) : kind
  return streamerId === undefined ? server : `${server}#${streamerId}`
}
