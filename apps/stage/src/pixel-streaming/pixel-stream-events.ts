import { createEventLog, type EventLog } from '../control/event-log.ts'
import type { FaultParams } from '../hls/faults/fault-params.ts'
import type { PixelStreamingFaultName } from './pixel-streaming-faults.ts'
import type { SignallingEvent } from './signalling/signalling-process-messages.ts'

/** An event of a pixel stream. `at` is epoch ms; `viewer` is the player's id on the wire. */
export type PixelStreamEvent = { readonly at: number } & (
  | SignallingEvent
  | { readonly type: 'media'; readonly viewer: string; readonly state: 'opened' | 'connected' | 'gone' }
  /** A message from a player's page to the application; the application echoes it. */
  | {
      readonly type: 'message'
      readonly viewer: string
      readonly kind: 'UIInteraction' | 'Command'
      readonly text: string
    }
  /** A streamer process; `worker` is a number that increases with each restart. */
  | {
      readonly type: 'worker'
      readonly worker: number
      readonly state: 'starting' | 'running' | 'down'
      readonly pid: number | null
      readonly error?: string
    }
  /** The signalling process. */
  | {
      readonly type: 'server'
      readonly state: 'starting' | 'running' | 'down'
      readonly pid: number | null
      readonly error?: string
    }
  | {
      readonly type: 'fault'
      readonly fault: PixelStreamingFaultName
      readonly phase: 'injected' | 'lifted'
      readonly params: FaultParams
    }
  | { readonly type: 'closed' }
)

export type PixelStreamEventType = PixelStreamEvent['type']
export type PixelStreamEventOf<Type extends PixelStreamEventType> = Extract<PixelStreamEvent, { type: Type }>
export type PixelStreamEvents = EventLog<PixelStreamEvent>

/** Does not remember signalling messages: they would push everything else out. The request log keeps them instead. */
export function createPixelStreamEvents(): PixelStreamEvents {
  return createEventLog('the pixel stream', ({ type }) => type !== 'request')
}
