import type { PixelStreamingFaultName } from './pixel-streaming-faults.ts'
import type { HeldFault } from './signalling/signalling-process-messages.ts'
import type { Ending } from './vendors.ts'

/** The lasting faults that hold in a signalling server, as the server queries them. */
export interface HeldFaults {
  readonly held: Map<PixelStreamingFaultName, HeldFault>
  holds(fault: PixelStreamingFaultName, viewer: string): boolean
  /** How to close a new player; null: do not. */
  refusesConnection(viewer: string): Ending | 1008 | 1013 | null
  /** How to close a player that is about to get a streamer; null: do not. */
  refusesPlace(viewer: string): Ending | null
}

export function createHeldFaults(): HeldFaults {
  const held = new Map<PixelStreamingFaultName, HeldFault>()
  const holds = (fault: PixelStreamingFaultName, viewer: string): boolean => {
    const found = held.get(fault)
    return found !== undefined && (found.viewer === null || found.viewer === viewer)
  }
  const first = <Name extends PixelStreamingFaultName>(names: readonly Name[], viewer: string): Name | null =>
    names.find((name) => holds(name, viewer)) ?? null
  return {
    held,
    holds,
    refusesConnection(viewer) {
      if (holds('overload', viewer)) return 1013
      if (holds('forbidden', viewer)) return 1008
      return first(['app-not-found', 'project-disabled'] as const, viewer)
    },
    refusesPlace: (viewer) => first(['launch-fails', 'streamer-not-found'] as const, viewer),
  }
}
