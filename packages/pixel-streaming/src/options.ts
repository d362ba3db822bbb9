import type { Refreshable } from '@standby/core/source'
import type { EpicSettings } from './connection/epic.ts'
import type { EpicLibraryInput } from './connection/library.ts'

export interface PixelStreamingOptions {
  /** The address of the signalling server, `ws:` or `wss:`. A function is called before each attempt. */
  readonly url: Refreshable<string>
  /** The id of the streamer. Default: the only streamer of the server. */
  readonly streamerId?: string
  /**
   * Settings of Epic's library by their own names: `{ PreferredCodec: 'H264', ForceTURN: true, WebRTCMaxBitrate: 20000 }`.
   * Settings for connecting, AFK, sound and input have no effect, because the session handles these.
   */
  readonly settings?: EpicSettings
  /**
   * Epic's library, or a function that loads it. Default: `@epicgames-ps/lib-pixelstreamingfrontend-ue5.7` or `-ue5.5`,
   * whichever is installed. It is loaded when a session connects.
   */
  readonly library?: EpicLibraryInput
  /** Subprotocols of the WebSocket. */
  readonly protocols?: string | readonly string[]
  /**
   * Distinguishes streams. Default: `url` without its query, and `streamerId`. Required if `url` is a function and the
   * page has several streams.
   */
  readonly id?: string
}
