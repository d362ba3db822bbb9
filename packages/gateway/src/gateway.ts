import type { Refreshable, StreamSource } from '@standby/core/source'
import { GatewayConnection } from './connection/connection.ts'
import { releasePlace } from './connection/release-place.ts'
import { gatewayId } from './channel/gateway-url.ts'
import { checkOptions, type GatewayOptions } from './options.ts'

/**
 * A session over the open session protocol (`docs/protocol.md`): a queue, then a worker whose media another source
 * plays. `url`: the gateway's address, `ws:` or `wss:`, or a function that returns it, called before each attempt.
 * Creating a source opens nothing. Throws for arguments that can never work.
 *
 * ```ts
 * gateway('wss://play.example.com', {
 *   app: 'showroom',
 *   ticket: () => fetchTicket(),
 *   media: { whep: (a) => whep({ url: a.url, token: a.token }) },
 * })
 * ```
 */
export function gateway(url: Refreshable<string>, options: GatewayOptions): StreamSource {
  checkOptions(url, options)
  return {
    kind: 'gateway',
    id: options.id ?? gatewayId(url, options.app),
    hasPlaces: true,
    connect: (link) => new GatewayConnection(link, url, options),
    release: (token, environment) => releasePlace(token, { url, options, environment }),
  }
}
