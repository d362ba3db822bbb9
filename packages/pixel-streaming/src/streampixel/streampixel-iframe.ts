import {
  developerError,
  lazyModule,
  lazySource,
  type StreamSource,
  urlWithoutSecrets,
} from '@standby/core/source'

export const connectionModule = lazyModule(() => import('./iframe-connection.ts'))

export interface StreampixelIframeOptions {
  /** The share's address: `https://share.streampixel.io/…`. Messages are exchanged only with its origin. */
  readonly url: string
  /** The title of the frame, for screen readers. Default: "Stream". */
  readonly title?: string
  /** Distinguishes streams. Default: `url` without its query. */
  readonly id?: string
}

/**
 * A stream of Streampixel's cloud in its own frame, as a source of a session. The session follows the states that the
 * frame posts. The page sends commands with `session.send('muteAudio')`. The frame shows its own media and handles its
 * own input. Creating a source opens nothing. Throws for an invalid address.
 *
 * ```ts
 * createSession({ source: streampixelIframe({ url: 'https://share.streampixel.io/…' }) })
 * ```
 */
export function streampixelIframe(options: StreampixelIframeOptions): StreamSource {
  const { url = '', title = 'Stream', id } = options ?? {}
  const { protocol, origin, href } = URL.canParse(url) ? new URL(url) : { protocol: '', origin: '', href: '' }
  if (protocol !== 'https:' && protocol !== 'http:')
    throw developerError(
      'streampixelIframe() was called without the address of a share.',
      'The frame is loaded from this address, and messages of any other origin are dropped.',
      "Pass the absolute URL from the dashboard: streampixelIframe({ url: 'https://share.streampixel.io/…' }).",
    )
  return lazySource({
    module: connectionModule,
    kind: 'streampixel-iframe',
    id: id ?? urlWithoutSecrets(url),
    // The page cannot see input in the frame. The frame detects inactivity itself, and closes 10 s after its warning.
    defaults: { afk: false, codes: { 4007: { retry: true, recovery: 'retry' } } },
    hasPlaces: true,
    connect: ({ FrameConnection }, link) => new FrameConnection(link, { url: href, origin, title }),
  })
}
