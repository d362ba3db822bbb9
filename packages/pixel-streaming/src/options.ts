import type { Refreshable } from '@standby/core/source'
import type { EpicSettings } from './epic.ts'
import type { EpicLibraryInput } from './library.ts'

export interface PixelStreamingOptions {
  /** Address of the signalling server, `ws:` or `wss:`. A function is asked for it before each attempt. */
  readonly url: Refreshable<string>
  /** Which streamer; left out: the only one there is. */
  readonly streamerId?: string
  /**
   * Settings of Epic's library by their own names: `{ PreferredCodec: 'H264', ForceTURN: true, WebRTCMaxBitrate: 20000 }`.
   * Those about connecting, AFK, sound and input have no effect: the session has them.
   */
  readonly settings?: EpicSettings
  /**
   * Epic's library, or a function that loads it; left out: `@epicgames-ps/lib-pixelstreamingfrontend-ue5.7` or `-ue5.5`,
   * whichever is installed, loaded when a session connects.
   */
  readonly library?: EpicLibraryInput
  /** Subprotocols of the WebSocket. */
  readonly protocols?: string | readonly string[]
  /** Tells streams apart; left out: `url` without its query, and `streamerId`. Needed where `url` is a function and a page has several. */
  readonly id?: string
}
