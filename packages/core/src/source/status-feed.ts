/**
 * The status of one live stream, from the platform's webhooks. Times are local epoch, ms: the feed converts the
 * platform's clock.
 */
export type LiveStatus =
  /** Media flows, or will flow within seconds. */
  | {
      readonly state: 'active'
      /** When this broadcast began, if the platform says so. */
      readonly since?: number
      /** The address to play from now on. A new broadcast may be a new asset at a new address. */
      readonly src?: string
    }
  /** The encoder is gone and the platform waits for it. */
  | {
      readonly state: 'disconnected'
      readonly since: number
      /** When the platform ends the broadcast. Equal to `since`: the platform does not wait. */
      readonly deadline: number
      /** Media continues: the platform shows a slate. */
      readonly slate?: boolean
    }
  /** No broadcast: not yet started, or ended. */
  | {
      readonly state: 'idle'
      readonly reason: 'not-started' | 'ended'
      readonly startsAt?: number
      readonly endedAt?: number
    }
  /** Disabled or deleted: it will not come back by itself. */
  | { readonly state: 'disabled' }

/** An event of a status feed. */
export type StatusFeedEvent =
  | {
      readonly type: 'status'
      readonly status: LiveStatus
      /** `true` for the first status after a subscription or a gap: it may be no change. */
      readonly initial: boolean
    }
  /**
   * `lost`: no status arrives any more, so exact deadlines are estimates from now on. `back`: it arrives again, and a
   * `status` follows.
   */
  | { readonly type: 'channel'; readonly state: 'lost' | 'back' }

/**
 * The live status of one stream, for `hls({ src, status })`. Creating one has no side effect. The first subscription
 * opens the channel. The end of the last one closes it. Events come in order, each once. None comes inside
 * `subscribe`, and none after the subscription has ended.
 */
export interface StatusFeed {
  /** Returns the function that unsubscribes. */
  subscribe(listener: (event: StatusFeedEvent) => void): () => void
}
