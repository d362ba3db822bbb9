import type { LiveStatus } from '@standby/core/source'
import type { WireStatus } from '../wire.ts'
import type { ServerClock } from './server-clock.ts'

/** Makes the address of a recording from its ids. */
export type AssetAddress = (asset: {
  readonly id: string
  readonly playbackId?: string
}) => string | undefined

/** Translates a status of the hub to local time. */
export function localStatus(wire: WireStatus, clock: ServerClock, address?: AssetAddress): LiveStatus {
  const status = { ...wire } as Record<string, unknown>
  for (const key of ['since', 'deadline', 'endedAt'])
    if (key in status) status[key] = clock.local(status[key] as number)
  if (wire.state === 'active') {
    const src = (wire.asset && address?.(wire.asset)) ?? wire.src
    if (src !== undefined) status['src'] = src
    delete status['asset']
  }
  return status as unknown as LiveStatus
}
