import * as v from 'valibot'
import * as field from './fields.ts'
import { type LatencyMode, type LiveEvent, type LiveEventName, liveStreamTypes } from './live-event.ts'

const names: Readonly<Record<string, LiveEventName>> = {
  ...liveStreamTypes,
  'video.live_stream.preparing': 'preparing',
  // The broadcast becomes a recording, which older pages of the documentation call an asset.
  'video.media.created': 'completed',
  'video.asset.created': 'completed',
  'video.media.live_stream_completed': 'completed',
}

// The documentation spells the same field in two ways. Both are read everywhere.
const envelope = v.object({
  id: field.lenient(field.id),
  webhookId: field.lenient(field.id),
  type: field.word,
  createdAt: field.lenient(field.moment),
  created_at: field.lenient(field.moment),
  object: field.lenient(v.object({ id: field.lenient(field.id) })),
  data: field.lenient(v.record(v.string(), v.unknown())),
})

const data = v.object({
  id: field.lenient(field.id),
  streamId: field.lenient(field.id),
  stream_id: field.lenient(field.id),
  liveStreamId: field.lenient(field.id),
  live_stream_id: field.lenient(field.id),
  sourceStreamId: field.lenient(field.id),
  activeMediaId: field.lenient(field.id),
  mediaId: field.lenient(field.id),
  playbackIds: field.lenient(field.playbackIds),
  playback_ids: field.lenient(field.playbackIds),
  reconnectWindow: field.lenient(field.reconnectWindow),
  reconnect_window: field.lenient(field.reconnectWindow),
  latencyMode: field.lenient(v.picklist(['standard', 'reduced', 'low'])),
  lowLatency: field.lenient(v.boolean()),
  low_latency: field.lenient(v.boolean()),
  warning: field.lenient(v.object({ type: field.word, message: field.prose })),
})

type Data = v.InferOutput<typeof data>

/**
 * Translates a verified FastPix payload about a live stream. `null` when we do not know the event. Only `type` counts:
 * in FastPix's own samples, the `status` contradicts it.
 */
export function fastpixEvent(payload: unknown, receivedAt: number): LiveEvent | null {
  const parsed = v.safeParse(envelope, payload)
  if (!parsed.success) return null
  const sent = parsed.output
  const name = Object.hasOwn(names, sent.type) ? names[sent.type] : undefined
  if (!name) return null
  const about = v.parse(data, sent.data ?? {})
  const live = sent.type.startsWith('video.live_stream.')
  const streamId = live
    ? (about.streamId ?? about.stream_id ?? sent.object?.id ?? about.id)
    : (about.streamId ?? about.liveStreamId ?? about.live_stream_id ?? about.sourceStreamId)
  // Uploaded media does not belong to a live stream.
  if (!streamId) return null

  const at = field.happenedAt(sent.createdAt ?? sent.created_at, receivedAt)
  return {
    id: sent.id ?? sent.webhookId ?? `${sent.type}:${streamId}:${at}`,
    name,
    provider: 'fastpix',
    type: sent.type,
    streamId,
    at,
    ...field.present({
      assetId: live ? (about.activeMediaId ?? about.mediaId) : (sent.object?.id ?? about.id),
      playback: about.playbackIds ?? about.playback_ids,
      reconnectWindowMs: about.reconnectWindow ?? about.reconnect_window,
      latencyMode: latencyOf(about),
      warning: about.warning,
    }),
  }
}

function latencyOf({ latencyMode, lowLatency, low_latency }: Data): LatencyMode | undefined {
  const low = lowLatency ?? low_latency ?? undefined
  if (latencyMode || low === undefined) return latencyMode ?? undefined
  return low ? 'low' : 'standard'
}
