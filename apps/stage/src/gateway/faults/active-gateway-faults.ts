import type { ClientMessageOf, CloseCode } from '@standby/gateway/protocol'
import type { FaultParams } from '../../hls/faults/fault-params.ts'
import type { WorkerCommand } from '../../worker/messages.ts'
import type { GatewayFaultName } from './gateway-faults.ts'
import type { Place } from '../queue/place.ts'

export interface ActiveFault {
  readonly params: FaultParams
  /** The only affected viewer; null: all viewers. */
  readonly viewer: string | null
}

/** The lasting faults that hold now, as the application queries them. */
export interface ActiveFaults {
  readonly active: Map<GatewayFaultName, ActiveFault>
  /** Close code for a viewer that is about to get a worker; null: no fault. */
  refusesPlace(viewer: string): CloseCode | null
  /** Close reason when the queue is closed to this viewer; null while the queue is open. */
  closesQueue(viewer: string): string | null
  /** Called for each new connection; silences it while `silent-socket` holds. */
  greet(place: Place): void
  /** Commands for a worker that serves this viewer; null: a worker without a viewer. */
  workerCommands(viewer: string | null): Exclude<WorkerCommand, { type: 'report' }>[]
}

export function createActiveFaults(): ActiveFaults {
  const active = new Map<GatewayFaultName, ActiveFault>()
  const holds = (name: GatewayFaultName, viewer: string | null): boolean => {
    const fault = active.get(name)
    return fault !== undefined && (fault.viewer === null || fault.viewer === viewer)
  }
  return {
    active,
    refusesPlace(viewer) {
      if (holds('launch-fails', viewer)) return 4003
      return holds('streamer-not-found', viewer) ? 4005 : null
    },
    closesQueue: (viewer) =>
      holds('queue-closed', viewer) ? String(active.get('queue-closed')?.params['reason']) : null,
    greet(place) {
      if (holds('silent-socket', place.id)) place.connection?.silence(true)
    },
    workerCommands: (viewer) => [
      { type: 'freeze', on: holds('media-freeze', viewer) },
      { type: 'network', impairment: { hole: holds('media-dead', viewer) } },
    ],
  }
}

/** How a fault refuses a request, before any other check; null: it does not. */
export function refusalOf(
  { active }: ActiveFaults,
  request: ClientMessageOf<'request'>,
): { code: CloseCode; reason?: string; retryAfterMs?: number } | null {
  const overload = active.get('overload')
  if (overload)
    return { code: 1013, reason: 'overload', retryAfterMs: Number(overload.params['retryAfterMs']) }
  if (active.has('app-not-found')) return { code: 4002 }
  if (active.has('project-disabled')) return { code: 4000 }
  if (active.has('resume-refused') && request.resumeToken !== undefined) return { code: 4007 }
  return null
}
