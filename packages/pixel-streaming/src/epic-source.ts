import {
  developerError,
  type LazyModule,
  lazySource,
  type PoliciesInput,
  type Refreshable,
  type StreamSource,
  urlWithoutSecrets,
} from '@standby/core/source'
import type { Connect } from './connection/connect.ts'
import { loadLibrary } from './connection/library.ts'
import type { PixelStreamingOptions } from './options.ts'

/** What distinguishes the sources on Epic's library. */
interface Vendor {
  /** The function that creates the source. Errors name it. */
  readonly name: string
  readonly kind: string
  readonly module: LazyModule<{ readonly connect: Connect }>
  readonly defaults?: PoliciesInput
}

/** A source on Epic's library, with the connection of a vendor. */
export function epicSource(options: PixelStreamingOptions, { name, kind, ...vendor }: Vendor): StreamSource {
  const { url, streamerId, id, library } = options ?? {}
  if (typeof url != 'function' && (typeof url != 'string' || url.trim() === ''))
    throw developerError(
      `${name}() was called without a \`url\`.`,
      'Without it there is nothing to connect to.',
      `Pass the address of the signalling server, or a function that returns it: ${name}({ url: 'wss://stream.example.com' }).`,
    )
  return lazySource({
    ...vendor,
    kind,
    id: id ?? streamName(kind, url, streamerId),
    hasPlaces: true,
    preload() {
      // The connection loads it again, and reports errors.
      loadLibrary(library).catch(() => {})
    },
    connect: ({ connect }, link) => connect(link, options),
  })
}

/** The default id. If `url` is a function, the address is unknown, so the kind stands for it. */
function streamName(kind: string, url: Refreshable<string>, streamerId: string | undefined): string {
  const server = typeof url == 'string' ? urlWithoutSecrets(url) : kind
  return streamerId === undefined ? server : `${server}#${streamerId}`
}
