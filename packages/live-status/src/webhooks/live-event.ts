/** The events of a live stream, with the same names for every platform. */
export const liveEventNames = [
  /** The stream was created. Nothing is broadcast yet. */
  'created',
  /** An encoder is connected. There is no media yet. */
  'connected',
  /** The platform prepares playback. */
  'preparing',
  /** Viewers can play. */
  'active',
  /** The platform records the first frames. */
  'recording',
  /** The encoder is gone, and the platform waits for it. */
  'disconnected',
  /** The encoder came back within the reconnect window. No platform sends this: the hub detects it. */
  'returned',
  /** The broadcast is over. */
  'off-air',
  /** The recording of a broadcast is complete. */
  'completed',
  /** This broadcast has a recording with its own playback id. */
  'asset',
  /** Settings of the stream changed. */
  'updated',
  'enabled',
  /** Encoders may not connect any more. */
  'disabled',
  'deleted',
  /** A problem that viewers do not notice. */
  'warning',
] as const

export type LiveEventName = (typeof liveEventNames)[number]

/** Event types that are the same on both platforms. */
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

/** How far viewers are behind, as platforms name it. */
export type LatencyMode = 'standard' | 'reduced' | 'low'

/**
 * One event of one live stream. It is built field by field from the payload. So it never contains stream keys,
 * passphrases, simulcast targets, or fields that a platform adds later.
 */
export interface LiveEvent {
  /** The platform's id of the event. It is the same for every delivery of the event. */
  readonly id: string
  readonly name: LiveEventName
  readonly provider: string
  /** The platform's name of the event, such as `video.live_stream.idle`. */
  readonly type: string
  readonly streamId: string
  /** When it happened, by the platform's clock, epoch ms. */
  readonly at: number
  /** Id of the recording of this broadcast: a Mux asset, or FastPix media. */
  readonly assetId?: string
  /** The playback id: that of the asset for `asset`, otherwise that of the stream. */
  readonly playback?: { readonly id: string; readonly policy: string }
  /** How long the platform waits for an encoder that is gone, ms. 0: not at all. */
  readonly reconnectWindowMs?: number
  readonly latencyMode?: LatencyMode
  /** While it waits, the platform fills in with a slate, so media goes on. */
  readonly slate?: boolean
  readonly warning?: { readonly type: string; readonly message: string }
}
