import { lazyModule, lazySource, type Refreshable, type StreamSource } from '@standby/core/source'
import { gatewayId } from './channel/gateway-url.ts'
import { checkOptions, type GatewayOptions } from './options.ts'

export const connectionModule = lazyModule(() => import('./connection/index.ts'))

/**
 * A session over the open session protocol (`docs/protocol.md`): a queue, then a worker whose media another source
 * plays. `url`: the gateway's address, `ws:` or `wss:`, or a function that returns it, called before each attempt.
 * Creating a source opens nothing. The rest of this package is loaded when the session connects. The code of the media
 * source is loaded when a worker is assigned, or in the queue with the option `preload`. Throws for arguments that can
 * never work.
 *
 * ```ts
 * gateway('wss://play.example.com', {
 *   app: 'showroom',
 *   ticket: () => fetchTicket(),
 *   media: { whep: (a) => whep({ url: a.url, token: a.token }) },
 *   preload: [whep({ url: '' })],
 * })
 * ```
 */
export function gateway(url: Refreshable<string>, options: GatewayOptions): StreamSource {
  checkOptions(url, options)
  return lazySource({
    module: connectionModule,
    kind: 'gateway',
    id: options.id ?? gatewayId(url, options.app),
    hasPlaces: true,
    connect: ({ GatewayConnection }, link) => new GatewayConnection(link, url, options),
    release: ({ releasePlace }, token, environment) => releasePlace(token, { url, options, environment }),
  })
}
