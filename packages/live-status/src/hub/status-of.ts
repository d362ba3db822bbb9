import type { WireStatus } from '../wire.ts'
import type { StreamRecord } from './store/stream-record.ts'
import { defaultWindowMs, lostEventMs } from '../limits.ts'

export interface StatusRules {
  /** The reconnect window when the platform does not send it, ms. Default: by latency mode. */
  readonly reconnectWindowMs?: number
  /** The address of a broadcast that has its own. */
  src?(asset: {
    readonly id: string
    readonly playbackId?: string
    readonly policy?: string
  }): string | undefined
}

/** The status of a stream, from all facts known about it. `now`: epoch ms. `null` when too little is known. */
export function statusOf(record: StreamRecord, rules: StatusRules, now: number): WireStatus | null {
  const { connected = -1, active = -1, enabled = -1, disabled = -1, created = -1 } = record
  if (record.deleted !== undefined || disabled > Math.max(enabled, active)) return { state: 'disabled' }

  const ended = endOf(record)
  const lost = record.lost?.at ?? -1
  // When both have the same second, the encoder came first and left afterwards.
  if (lost > ended && lost >= active && !(ended >= 0 && ended >= active)) {
    const deadline = lost + windowOf(record, rules)
    // An encoder that returns within the window continues the same broadcast.
    if (connected > lost && connected <= deadline) return onAir(record, rules)
    if (connected > deadline || now > deadline + lostEventMs)
      return { state: 'idle', reason: 'ended', endedAt: deadline }
    return { state: 'disconnected', since: lost, deadline, ...(record.slate?.value && { slate: true }) }
  }
  if (active > ended) return onAir(record, rules)
  if (ended >= 0) return { state: 'idle', reason: 'ended', endedAt: ended }
  if (Math.max(connected, created, enabled) >= 0) return { state: 'idle', reason: 'not-started' }
  return null
}

/** A complete recording ends its broadcast too, if that is still the newest one. */
function endOf({ ended = -1, completed, broadcast }: StreamRecord): number {
  return completed && completed.value === broadcast?.value ? Math.max(ended, completed.at) : ended
}

function windowOf(record: StreamRecord, rules: StatusRules): number {
  const mode = record.latencyMode?.value ?? 'standard'
  return (
    record.lost?.value ?? record.reconnectWindowMs?.value ?? rules.reconnectWindowMs ?? defaultWindowMs[mode]
  )
}

function onAir({ broadcast, playback }: StreamRecord, rules: StatusRules): WireStatus {
  if (!broadcast) return { state: 'active' }
  const own = playback?.value.assetId === broadcast.value ? playback.value : undefined
  const asset = { id: broadcast.value, ...(own && { playbackId: own.id }) }
  const src = rules.src?.({ ...asset, ...(own && { policy: own.policy }) })
  return { state: 'active', since: broadcast.first, asset, ...(src !== undefined && { src }) }
}
