/**
 * What the hub says of a live stream, as JSON. Every time is by the platform's clock, epoch ms: `now` in the same
 * message tells how far the reader's clock is off.
 */
export type WireStatus =
  | {
      readonly state: 'active'
      /** When this broadcast began. */
      readonly since?: number
      /** Where it plays from now on. */
      readonly src?: string
      /** The recording it goes into, for readers that make the address themselves. */
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

/** `data` of the events `status`, how things are, and `past`, how they were while the reader was away. */
export interface StatusMessage {
  /** The hub's clock when it was sent. */
  readonly now: number
  readonly status: WireStatus
  /** The platform's event that made it so; left out where none has just done so. */
  readonly cause?: { readonly name: string; readonly at: number }
}

/** `data` of the event `beat`: the connection lives. */
export interface BeatMessage {
  readonly now: number
  /** Another follows within so many ms. */
  readonly every: number
}
