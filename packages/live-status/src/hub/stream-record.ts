import type { LatencyMode, LiveEvent } from '../webhooks/live-event.ts'

/** A value, and when it was so. */
interface Dated<Value> {
  readonly at: number
  readonly value: Value
}

/**
 * Everything of a live stream that counts, as the latest moment of each thing that can happen to it. Two records are
 * joined into one, and it makes no difference in which order, nor how often: deliveries that come twice or late cannot
 * do harm. Times are the platform's, epoch ms.
 */
export interface StreamRecord {
  readonly created?: number
  /** Connected, preparing or recording: an encoder is there, but Mux refuses to play before it is active. */
  readonly connected?: number
  /** Viewers can play. */
  readonly active?: number
  /** Disconnected, and the reconnect window that was in force. */
  readonly lost?: Dated<number | null>
  readonly ended?: number
  readonly enabled?: number
  readonly disabled?: number
  readonly deleted?: number
  /** The asset whose recording is complete. */
  readonly completed?: Dated<string>
  readonly reconnectWindowMs?: Dated<number>
  readonly latencyMode?: Dated<LatencyMode>
  readonly slate?: Dated<boolean>
  /** The asset of the newest broadcast, and when it was first heard of. */
  readonly broadcast?: Dated<string> & { readonly first: number }
  /** Where an asset plays. */
  readonly playback?: Dated<{ readonly assetId: string; readonly id: string; readonly policy: string }>
}

const moments: Readonly<Partial<Record<LiveEvent['name'], keyof StreamRecord>>> = {
  created: 'created',
  connected: 'connected',
  preparing: 'connected',
  active: 'active',
  recording: 'connected',
  'off-air': 'ended',
  enabled: 'enabled',
  disabled: 'disabled',
  deleted: 'deleted',
}

/** What one event says by itself. */
export function recordOf(event: LiveEvent): StreamRecord {
  const { at, name, assetId, playback, reconnectWindowMs, latencyMode, slate } = event
  const moment = moments[name]
  // An asset's own events may come after the next broadcast began: they say nothing of which one is on.
  const live = name !== 'asset' && name !== 'completed'
  return {
    ...(moment && { [moment]: at }),
    ...(name === 'disconnected' && { lost: { at, value: reconnectWindowMs ?? null } }),
    ...(name === 'completed' && assetId !== undefined && { completed: { at, value: assetId } }),
    ...(name === 'asset' &&
      assetId !== undefined &&
      playback && { playback: { at, value: { assetId, ...playback } } }),
    ...(live && assetId !== undefined && { broadcast: { at, first: at, value: assetId } }),
    ...(reconnectWindowMs !== undefined && { reconnectWindowMs: { at, value: reconnectWindowMs } }),
    ...(latencyMode && { latencyMode: { at, value: latencyMode } }),
    ...(slate !== undefined && { slate: { at, value: slate } }),
  }
}

/** Both in one. */
export function joinRecords(a: StreamRecord, b: StreamRecord): StreamRecord {
  const joined: Record<string, unknown> = { ...a }
  for (const [key, theirs] of Object.entries(b) as [keyof StreamRecord, unknown][]) {
    const ours = a[key]
    joined[key] = ours === undefined ? theirs : newer(ours, theirs as typeof ours)
  }
  return joined as StreamRecord
}

type Field = NonNullable<StreamRecord[keyof StreamRecord]>

function newer(ours: Field, theirs: Field): Field {
  if (typeof ours === 'number' || typeof theirs === 'number') return Math.max(Number(ours), Number(theirs))
  const latest = theirs.at > ours.at || (theirs.at === ours.at && rank(theirs) > rank(ours)) ? theirs : ours
  if (!('first' in ours && 'first' in theirs) || ours.value !== theirs.value) return latest
  return { ...latest, first: Math.min(ours.first, theirs.first) } as Field
}

/** Of two values of the same moment everybody must choose the same. */
const rank = ({ value }: Dated<unknown>): string => JSON.stringify(value)
