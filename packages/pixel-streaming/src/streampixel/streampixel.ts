import { developerError, lazyModule, lazySource, type StreamSource } from '@standby/core/source'
import { sdkCodes } from './codes.ts'
import type { StreampixelOptions } from './options.ts'

export const connectionModule = lazyModule(() => import('./sdk-connection.ts'))

/**
 * A stream of Streampixel's cloud over its SDK as a source of a session: with its queue, its AFK countdown and its own
 * reconnecting. The SDK can be initialised only once per page load. A second session ends with an error that says so.
 * Creating a source opens nothing. Throws without the SDK or the `appId`.
 *
 * ```ts
 * import { StreamPixelApplication } from 'streampixelsdk'
 * createSession({ source: streampixel({ sdk: StreamPixelApplication, appId: '…' }) })
 * ```
 */
export function streampixel(options: StreampixelOptions): StreamSource {
  const { sdk, appId, id } = options ?? {}
  if (typeof sdk != 'function')
    throw developerError(
      'streampixel() was called without the SDK.',
      'The SDK is not on npm, so the kit cannot load it by itself.',
      "Install it from the vendor and pass its function: import { StreamPixelApplication } from 'streampixelsdk'; streampixel({ sdk: StreamPixelApplication, appId }).",
    )
  if (typeof appId != 'string' || appId === '')
    throw developerError(
      'streampixel() was called without an `appId`.',
      'Without it the SDK does not know which project to play.',
      "Pass the project's id from the dashboard: streampixel({ sdk, appId: '…' }).",
    )
  return lazySource({
    module: connectionModule,
    kind: 'streampixel',
    id: id ?? `streampixel#${appId}`,
    // The SDK detects inactivity and counts down. A second detection would end sessions that the SDK keeps.
    defaults: { afk: false, codes: sdkCodes },
    hasPlaces: true,
    connect: ({ SdkConnection }, link) => new SdkConnection(link, options),
  })
}
