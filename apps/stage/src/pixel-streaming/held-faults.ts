import type { PixelStreamingFaultName } from './pixel-streaming-faults.ts'
import type { HeldFault } from './signalling/signalling-process-messages.ts'
import type { Ending } from './vendors.ts'

/** The lasting faults of a signalling server, as questions that it asks. */
export interface HeldFaults {
  readonly held: Map<PixelStreamingFaultName, HeldFault>
  holds(fault: PixelStreamingFaultName, viewer: string): boolean
  /** How a new player is closed; null: it is not. */
  refusesConnection(viewer: string): Ending | 1008 | 1013 | null
  /** How a player is closed that was about to get a place. */
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
