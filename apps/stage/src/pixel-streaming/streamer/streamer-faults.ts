import type { FaultParams } from '../../hls/faults/fault-params.ts'
import type { PixelStreamingFaultName } from '../pixel-streaming-faults.ts'
import type { StreamerPlace } from './streamers.ts'
import type { StreamerCommand } from './streamer-messages.ts'

/** An active lasting fault of streamers. */
export interface StreamerFault {
  readonly params: FaultParams
  /** The only affected streamer; null: all. */
  readonly place: StreamerPlace | null
}

export type HeldStreamerFaults = ReadonlyMap<PixelStreamingFaultName, StreamerFault>

type Command = Exclude<StreamerCommand, { type: 'report' }>

/** The commands that bring a streamer in line with the active faults. */
export function streamerCommands(held: HeldStreamerFaults, place: StreamerPlace): readonly Command[] {
  const of = (fault: PixelStreamingFaultName): FaultParams | null => {
    const found = held.get(fault)
    return found && (found.place === null || found.place === place) ? found.params : null
  }
  const holds = (fault: PixelStreamingFaultName): boolean => of(fault) !== null
  const delay = (fault: PixelStreamingFaultName): number => Number(of(fault)?.['delayMs'] ?? 0)
  return [
    { type: 'freeze', on: holds('media-freeze') },
    { type: 'network', impairment: { hole: holds('media-dead') } },
    { type: 'mute-channel', on: holds('channel-silent') },
    { type: 'slow', offerMs: delay('slow-offer'), pictureMs: delay('slow-first-frame') },
    { type: 'signalling', on: !holds('streamer-gone') },
  ]
}

/** The command for a fault that happens once; null: none. */
export function streamerAct(
  fault: PixelStreamingFaultName,
  viewer: string | null,
  freshId: () => string,
): Command | null {
  switch (fault) {
    case 'media-closed':
      return { type: 'drop', player: viewer }
    case 'streamer-renamed':
      return { type: 'rename', id: `Stage-${freshId()}` }
    case 'malformed-data':
      return { type: 'malformed' }
    default:
      return null
  }
}
