import type { Refreshable } from '@standby/core/source'

export interface WhepOptions {
  /**
   * The address of the WHEP endpoint, http or https, absolute or relative to the page. A function is called before each
   * attempt, and once after a 401 or 403.
   */
  readonly url: Refreshable<string>
  /** Sent as `Authorization: Bearer …`, only to the origin of `url`. A function is called like that of `url`. */
  readonly token?: Refreshable<string | undefined>
  /** STUN and TURN servers, in addition to those of the assignment and of the server's `Link` headers. */
  readonly iceServers?: readonly RTCIceServer[]
  /**
   * Distinguishes streams. Default: `url` without its query. Required if `url` is a function and the page has several
   * streams.
   */
  readonly id?: string
  /**
   * The jitter buffer of the browser, ms, 0 to 4000. Default: 0, which is right for interactive streams. A broadcast over
   * a poor network looks better with 200 or more.
   */
  readonly jitterBufferMs?: number
  /** Offers the viewer's microphone. The device is requested only when the viewer turns it on. */
  readonly microphone?: boolean
  /** `false`: offers no data channel, for a server that refuses one. Then there is no input and no messages. */
  readonly dataChannel?: boolean
  /** `false`: gathers all candidates, max 2 s, before it sends the offer, for a server that accepts none later. */
  readonly trickle?: boolean
}
