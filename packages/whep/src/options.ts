import type { Refreshable } from '@standby/core/source'

export interface WhepOptions {
  /**
   * Address of the WHEP endpoint, http or https, absolute or relative to the page. A function is asked before each
   * attempt and once after a 401 or 403.
   */
  readonly url: Refreshable<string>
  /** Sent as `Authorization: Bearer …`, to the origin of `url` alone. Asked for as `url` is. */
  readonly token?: Refreshable<string | undefined>
  /** STUN and TURN, beside what the assignment and the server's own `Link` headers name. */
  readonly iceServers?: readonly RTCIceServer[]
  /** Tells streams apart; left out: `url` without its query. Needed where `url` is a function and a page has several. */
  readonly id?: string
  /**
   * How long the browser holds packets back to smooth them out, ms, 0 to 4000; left out: 0, which is right for what
   * viewers control. A broadcast over a poor network looks better with 200 or more.
   */
  readonly jitterBufferMs?: number
  /** Offers the viewer's voice. The device is only asked for once the viewer turns the microphone on. */
  readonly microphone?: boolean
  /** `false` offers no data channel, for a server that refuses an offer with one: no input, no messages. */
  readonly dataChannel?: boolean
  /** `false` gathers all candidates, for 2 s at most, before the offer is sent: for a server that takes none later. */
  readonly trickle?: boolean
}
