import type { LatencyMode, LiveEvent } from '../../webhooks/live-event.ts'

/** A value, and the time of the event that set it. */
interface Dated<Value> {
  readonly at: number
  readonly value: Value
}

/**
 * All facts about a live stream: for each kind of event, the latest time it happened. Two records can be joined into
 * one, in any order and any number of times. So deliveries that come twice or late do no harm. Times are epoch ms of
 * the platform's clock.
 */
export interface StreamRecord {
  readonly created?: number
  /** Connected, preparing or recording: an encoder is connected, but Mux refuses to play before `active`. */
  readonly connected?: number
  /** Viewers can play. */
  readonly active?: number
  /** Disconnected, with the reconnect window that the event gave, ms. `null`: it gave none. */
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
  /** The asset of the newest broadcast, and the time of its first event. */
  readonly broadcast?: Dated<string> & { readonly first: number }
  /** The playback id of an asset. */
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

/** The record of a single event. */
export function recordOf(event: LiveEvent): StreamRecord {
  const { at, name, assetId, playback, reconnectWindowMs, latencyMode, slate } = event
  const moment = moments[name]
  // Events of an asset may come after the next broadcast began. They do not say which broadcast is live.
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

/** Joins two records into one. */
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

/** Of two values with the same time, all hubs must choose the same one. */
const rank = ({ value }: Dated<unknown>): string => JSON.stringify(value)
