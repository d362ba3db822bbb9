import * as v from 'valibot'

/**
 * Epic's signalling: JSON with a `type` in text frames. Unknown fields pass through: player and streamer may add their
 * own.
 */

const text = v.pipe(v.string(), v.maxLength(256))
const sdp = v.pipe(v.string(), v.maxLength(256 * 1024))
const amount = v.pipe(v.number(), v.finite())
const candidate = v.looseObject({ candidate: v.pipe(v.string(), v.maxLength(4096)) })

/** Messages from a player. */
export const playerMessage = v.variant('type', [
  v.object({ type: v.literal('listStreamers') }),
  v.object({ type: v.literal('subscribe'), streamerId: text }),
  v.object({ type: v.literal('unsubscribe') }),
  /** From a player that makes the offer itself, as its first message. */
  v.looseObject({ type: v.literal('offer'), sdp }),
  v.looseObject({ type: v.literal('answer'), sdp }),
  v.object({ type: v.literal('iceCandidate'), candidate }),
  v.looseObject({ type: v.literal('layerPreference') }),
  v.looseObject({ type: v.literal('stats') }),
  v.looseObject({ type: v.literal('dataChannelRequest') }),
  v.looseObject({ type: v.literal('peerDataChannelsReady') }),
  v.object({ type: v.literal('ping'), time: amount }),
  v.object({ type: v.literal('pong'), time: amount }),
])
export type PlayerSaying = v.InferOutput<typeof playerMessage>

/** Messages from a streamer. */
export const streamerMessage = v.variant('type', [
  v.object({ type: v.literal('endpointId'), id: text, protocolVersion: v.optional(text) }),
  v.looseObject({ type: v.literal('offer'), sdp, playerId: text }),
  v.looseObject({ type: v.literal('answer'), sdp, playerId: text }),
  v.object({ type: v.literal('iceCandidate'), candidate, playerId: text }),
  v.object({ type: v.literal('disconnectPlayer'), playerId: text, reason: v.optional(v.string()) }),
  v.object({ type: v.literal('ping'), time: amount }),
  v.object({ type: v.literal('pong'), time: amount }),
])
export type StreamerMessage = v.InferOutput<typeof streamerMessage>

/** Messages to a streamer. */
export const toStreamerMessage = v.variant('type', [
  v.object({ type: v.literal('identify') }),
  v.looseObject({ type: v.literal('config') }),
  v.object({ type: v.literal('endpointIdConfirm'), committedId: text }),
  v.object({
    type: v.literal('playerConnected'),
    playerId: text,
    dataChannel: v.boolean(),
    sfu: v.boolean(),
    /** False for a player that makes the offer itself, as in Epic's older servers. */
    sendOffer: v.boolean(),
  }),
  v.object({ type: v.literal('playerDisconnected'), playerId: text }),
  v.looseObject({ type: v.literal('offer'), sdp, playerId: text }),
  v.looseObject({ type: v.literal('answer'), sdp, playerId: text }),
  v.object({ type: v.literal('iceCandidate'), candidate, playerId: text }),
  v.looseObject({ type: v.literal('layerPreference'), playerId: text }),
  v.looseObject({ type: v.literal('dataChannelRequest'), playerId: text }),
  v.looseObject({ type: v.literal('peerDataChannelsReady'), playerId: text }),
  v.object({ type: v.literal('ping'), time: amount }),
])
export type ToStreamerMessage = v.InferOutput<typeof toStreamerMessage>

/** The content of Arcware's queue message. Times are in `valueType`; `index` counts from 0. */
export interface ArcwareQueue {
  readonly index: number
  readonly queueLength: number
  readonly waited: number
  readonly estimatedWaitTime: number | null
  readonly averageWaitTime: number | null
  readonly valueType: 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days'
}

/** Messages to a player. */
export type ToPlayerMessage =
  | { readonly type: 'config'; readonly peerConnectionOptions: object; readonly protocolVersion: string }
  | { readonly type: 'streamerList'; readonly ids: readonly string[] }
  | { readonly type: 'subscribeFailed'; readonly message: string }
  | { readonly type: 'streamerIdChanged'; readonly newID: string }
  | { readonly type: 'streamerDisconnected' }
  | { readonly type: 'playerCount'; readonly count: number }
  | { readonly type: 'offer' | 'answer'; readonly sdp: string; readonly playerId: string }
  | { readonly type: 'iceCandidate'; readonly candidate: unknown; readonly playerId: string }
  | { readonly type: 'ping' | 'pong'; readonly time: number }
  | { readonly type: 'queue'; readonly queue: ArcwareQueue }
  | { readonly type: 'queue'; readonly position: number; readonly message: string }
  | { readonly type: 'sessionId'; readonly sessionId: string }
