import { developerError, type Refreshable, type StreamSource, urlWithoutSecrets } from '@standby/core/source'
import { PixelStreamingConnection } from './connection/connection.ts'
import type { VendorProtocol } from './connection/vendor-protocol.ts'
import { loadLibrary } from './connection/library.ts'
import type { PixelStreamingOptions } from './options.ts'

/**
 * A stream of Unreal Engine over Epic's library as a source of a session. The library only handles signalling, media and
 * messages. The session handles retries, AFK, overlays, sound and input. Creating a source opens nothing. Throws for
 * arguments that can never work.
 *
 * ```ts
 * createSession({ source: pixelStreaming({ url: 'wss://stream.example.com' }) })
 * ```
 */
export function pixelStreaming(options: PixelStreamingOptions): StreamSource {
  return epicSource(options, { kind: 'pixel-streaming' }, 'pixelStreaming')
}

/** A source on Epic's library, with the protocol of a vendor. */
export function epicSource(
  options: PixelStreamingOptions,
  vendor: VendorProtocol,
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
    kind: vendor.kind,
    id: id ?? streamName(vendor.kind, url, streamerId),
    ...(vendor.defaults && { defaults: vendor.defaults }),
    hasPlaces: true,
    preload() {
      // `connect` reports errors.
      if (typeof document != 'undefined') loadLibrary(library).catch(() => {})
    },
    connect: (link) => new PixelStreamingConnection(link, options, vendor),
  }
}

/** The default id. If `url` is a function, the address is unknown, so the kind stands for it. */
function streamName(kind: string, url: Refreshable<string>, streamerId: string | undefined): string {
  const server = typeof url == 'string' ? urlWithoutSecrets(url) : kind
  return streamerId === undefined ? server : `${server}#${streamerId}`
}
