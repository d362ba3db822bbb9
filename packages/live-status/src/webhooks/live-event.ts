/** What can happen to a live stream, in one vocabulary for every platform. */
export const liveEventNames = [
  /** The stream was set up; nothing is on. */
  'created',
  /** An encoder is connected; there is no media yet. */
  'connected',
  /** The platform makes ready what it will play. */
  'preparing',
  /** Viewers can play. */
  'active',
  /** The first frames are being kept. */
  'recording',
  /** The encoder is gone and the platform waits for it. */
  'disconnected',
  /** An encoder is back before the wait was over. No platform says so: the hub finds out. */
  'returned',
  /** The broadcast is over. */
  'off-air',
  /** What was recorded of a broadcast is complete. */
  'completed',
  /** A recording of this broadcast exists, with a playback id of its own. */
  'asset',
  /** Settings of the stream changed. */
  'updated',
  'enabled',
  /** No encoder may connect any more. */
  'disabled',
  'deleted',
  /** Something is wrong that viewers do not notice. */
  'warning',
] as const

export type LiveEventName = (typeof liveEventNames)[number]

/** What both platforms call by the same words. */
export const liveStreamTypes: Readonly<Record<string, LiveEventName>> = {
  'video.live_stream.created': 'created',
  'video.live_stream.connected': 'connected',
  'video.live_stream.recording': 'recording',
  'video.live_stream.active': 'active',
  'video.live_stream.disconnected': 'disconnected',
  'video.live_stream.idle': 'off-air',
  'video.live_stream.updated': 'updated',
  'video.live_stream.enabled': 'enabled',
  'video.live_stream.disabled': 'disabled',
  'video.live_stream.deleted': 'deleted',
  'video.live_stream.warning': 'warning',
}

/** As platforms name it: how far viewers are behind. */
export type LatencyMode = 'standard' | 'reduced' | 'low'

/**
 * One event of one live stream. Made field by field from what the platform sent: stream keys, passphrases, simulcast
 * targets and whatever a platform adds later are never in it.
 */
export interface LiveEvent {
  /** The platform's own id of the event: the same for every delivery of it. */
  readonly id: string
  readonly name: LiveEventName
  readonly provider: string
  /** The platform's own word, such as `video.live_stream.idle`. */
  readonly type: string
  readonly streamId: string
  /** When it happened by the platform's clock, epoch ms. */
  readonly at: number
  /** The recording that this broadcast goes into: Mux's asset, FastPix's media. */
  readonly assetId?: string
  /** Where it plays: the asset's with `asset`, the stream's otherwise. */
  readonly playback?: { readonly id: string; readonly policy: string }
  /** How long the platform waits for an encoder that is gone, ms; 0: not at all. */
  readonly reconnectWindowMs?: number
  readonly latencyMode?: LatencyMode
  /** While it waits the platform fills in with a picture: media goes on. */
  readonly slate?: boolean
  readonly warning?: { readonly type: string; readonly message: string }
}
