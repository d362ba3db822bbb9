import * as v from 'valibot'
import * as field from './fields.ts'
import { type LatencyMode, type LiveEvent, type LiveEventName, liveStreamTypes } from './live-event.ts'

const names: Readonly<Record<string, LiveEventName>> = {
  ...liveStreamTypes,
  'video.asset.created': 'asset',
  'video.asset.ready': 'asset',
  'video.asset.live_stream_completed': 'completed',
}

const envelope = v.object({
  id: field.lenient(field.id),
  type: field.word,
  created_at: field.lenient(field.moment),
  object: field.lenient(v.object({ id: field.lenient(field.id) })),
  data: field.lenient(v.record(v.string(), v.unknown())),
})

const liveStream = v.object({
  id: field.lenient(field.id),
  active_asset_id: field.lenient(field.id),
  playback_ids: field.lenient(field.playbackIds),
  reconnect_window: field.lenient(field.reconnectWindow),
  latency_mode: field.lenient(v.picklist(['standard', 'reduced', 'low'])),
  low_latency: field.lenient(v.boolean()),
  reduced_latency: field.lenient(v.boolean()),
  use_slate_for_standard_latency: field.lenient(v.boolean()),
  warning: field.lenient(v.object({ type: field.word, message: field.prose })),
})

const asset = v.object({
  id: field.lenient(field.id),
  live_stream_id: field.lenient(field.id),
  playback_ids: field.lenient(field.playbackIds),
})

type Envelope = v.InferOutput<typeof envelope>

/** Translates a verified Mux payload about a live stream. `null` when we do not know the event. */
export function muxEvent(payload: unknown, receivedAt: number): LiveEvent | null {
  const parsed = v.safeParse(envelope, payload)
  if (!parsed.success) return null
  const { output } = parsed
  const name = Object.hasOwn(names, output.type) ? names[output.type] : undefined
  if (!name) return null
  return output.type.startsWith('video.asset.')
    ? assetEvent(output, name, receivedAt)
    : streamEvent(output, name, receivedAt)
}

function streamEvent(sent: Envelope, name: LiveEventName, receivedAt: number): LiveEvent | null {
  const data = v.parse(liveStream, sent.data ?? {})
  const streamId = data.id ?? sent.object?.id
  if (!streamId) return null
  const latencyMode = data.latency_mode ?? flaggedMode(data.low_latency, data.reduced_latency)
  return {
    ...common(sent, name, streamId, receivedAt),
    ...field.present({
      assetId: data.active_asset_id,
      playback: data.playback_ids,
      reconnectWindowMs: data.reconnect_window,
      latencyMode,
      // A warning leaves out most fields, so a missing field means nothing.
      slate: name === 'warning' ? undefined : slateOf(latencyMode, data),
      warning: data.warning,
    }),
  }
}

function assetEvent(sent: Envelope, name: LiveEventName, receivedAt: number): LiveEvent | null {
  const data = v.parse(asset, sent.data ?? {})
  // Uploaded assets do not belong to a live stream.
  if (!data.live_stream_id) return null
  return {
    ...common(sent, name, data.live_stream_id, receivedAt),
    ...field.present({ assetId: data.id ?? sent.object?.id, playback: data.playback_ids }),
  }
}

const common = (
  { id, type, created_at, object }: Envelope,
  name: LiveEventName,
  streamId: string,
  now: number,
) => ({
  id: id ?? `${type}:${object?.id ?? streamId}:${created_at ?? now}`,
  name,
  provider: 'mux',
  type,
  streamId,
  at: field.happenedAt(created_at, now),
})

/** The mode from two older flags, from before `latency_mode`. */
function flaggedMode(
  low: boolean | null | undefined,
  reduced: boolean | null | undefined,
): LatencyMode | undefined {
  if (low) return 'low'
  return reduced ? 'reduced' : undefined
}

/** Reduced and low latency always fill the reconnect window with a slate. Standard latency does when it is enabled. */
function slateOf(mode: LatencyMode | undefined, data: v.InferOutput<typeof liveStream>): boolean | undefined {
  if (mode === 'reduced' || mode === 'low') return (data.reconnect_window ?? 0) > 0
  return data.use_slate_for_standard_latency ?? undefined
}
