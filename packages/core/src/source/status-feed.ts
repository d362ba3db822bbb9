/**
 * What a platform's webhooks say about one live stream, carried to the viewer. Every time is local epoch, ms:
 * the feed has converted the platform's clock.
 */
export type LiveStatus =
  /** Media flows, or will within seconds. */
  | {
      readonly state: 'active'
      /** When this broadcast began, where the platform says it. */
      readonly since?: number
      /** Where to play it from now on: a new broadcast may be a new asset at a new address. */
      readonly src?: string
    }
  /** The encoder is gone and the platform waits for it. */
  | {
      readonly state: 'disconnected'
      readonly since: number
      /** When the platform ends the broadcast. Equal to `since`: it does not wait. */
      readonly deadline: number
      /** Media goes on meanwhile: the platform shows a slate. */
      readonly slate?: boolean
    }
  /** Nothing is on: not yet, or no more. */
  | {
      readonly state: 'idle'
      readonly reason: 'not-started' | 'ended'
      readonly startsAt?: number
      readonly endedAt?: number
    }
  /** Switched off or deleted: it will not come back by itself. */
  | { readonly state: 'disabled' }

/** What a feed tells its listeners. */
export type StatusFeedEvent =
  | {
      readonly type: 'status'
      readonly status: LiveStatus
      /** The first one after a subscription or a gap says how things are; it is no news of a change. */
      readonly initial: boolean
    }
  /**
   * `lost`: nothing of the platform's arrives any more, and what was exact is an estimate from now on. A
   * `status` follows `back`.
   */
  | { readonly type: 'channel'; readonly state: 'lost' | 'back' }

/**
 * The live status of one stream, for `hls({ src, status })`. Creating one has no side effect; the first
 * subscription opens the channel and the last one that goes closes it. Events come in order and each once; none
 * comes from within `subscribe`, and none after its end.
 */
export interface StatusFeed {
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: StatusFeedEvent) => void): () => void
}
