/**
 * The status of a live stream, as the hub sends it in JSON. All times are epoch ms of the platform's clock. `now` in
 * the same message tells the reader how much its own clock differs.
 */
export type WireStatus =
  | {
      readonly state: 'active'
      /** When this broadcast began. */
      readonly since?: number
      /** Address at which it plays from now on. */
      readonly src?: string
      /** The recording of this broadcast, for readers that make the address themselves. */
      readonly asset?: { readonly id: string; readonly playbackId?: string }
    }
  | {
      readonly state: 'disconnected'
      readonly since: number
      readonly deadline: number
      readonly slate?: boolean
    }
  | { readonly state: 'idle'; readonly reason: 'not-started' | 'ended'; readonly endedAt?: number }
  | { readonly state: 'disabled' }

/** `data` of the events `status` (the current status) and `past` (a status that the reader missed). */
export interface StatusMessage {
  /** The hub's clock when the message was sent, epoch ms. */
  readonly now: number
  readonly status: WireStatus
  /** The platform event that caused this status. Left out when the message follows no event. */
  readonly cause?: { readonly name: string; readonly at: number }
}

/** `data` of the event `beat`: the connection is alive. */
export interface BeatMessage {
  readonly now: number
  /** Interval of the beats, ms. */
  readonly every: number
}
