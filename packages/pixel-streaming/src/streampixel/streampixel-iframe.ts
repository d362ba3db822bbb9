import { developerError, type StreamSource, urlWithoutSecrets } from '@standby/core/source'
import { FrameConnection } from './iframe-connection.ts'

export interface StreampixelIframeOptions {
  /** The share's address: `https://share.streampixel.io/…`. Its origin is the only one that is listened and spoken to. */
  readonly url: string
  /** What a screen reader calls the frame; left out: "Stream". */
  readonly title?: string
  /** Tells streams apart; left out: `url` without its query. */
  readonly id?: string
}

/**
 * A stream of Streampixel's cloud in its own frame, as a source of a session: the states that the frame posts, and what
 * the page has to say to it by `session.send('muteAudio')`. The frame draws its own picture and takes its own input.
 * Creating one opens nothing; throws where the address is none.
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
      'The frame is loaded from it, and messages of any other origin are dropped.',
      "Pass the absolute URL from the dashboard: streampixelIframe({ url: 'https://share.streampixel.io/…' }).",
    )
  return {
    kind: 'streampixel-iframe',
    id: id ?? urlWithoutSecrets(url),
    // Input happens in the frame, where nobody else sees it; it watches its viewer itself, and closes in ten seconds.
    defaults: { afk: false, codes: { 4007: { retry: true, recovery: 'retry' } } },
    hasPlaces: true,
    connect: (link) => new FrameConnection(link, { url: href, origin, title }),
  }
}
