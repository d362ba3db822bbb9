import { createEventLog, type EventLog } from '../control/event-log.ts'
import type { FaultParams } from '../hls/faults/fault-params.ts'
import type { GatewayFaultName } from './faults/gateway-faults.ts'

/** An event of an application. `at` is epoch ms; `viewer` and `worker` are ids. */
export type ApplicationEvent = { readonly at: number } & (
  | { readonly type: 'joined'; readonly viewer: string; readonly simulated: boolean }
  | { readonly type: 'offered'; readonly viewer: string; readonly offer: string }
  | { readonly type: 'assigned'; readonly viewer: string; readonly worker: string }
  /** The socket is gone; the place is kept for `keptMs`. */
  | { readonly type: 'away'; readonly viewer: string; readonly keptMs: number }
  | { readonly type: 'resumed'; readonly viewer: string }
  | { readonly type: 'ended'; readonly viewer: string; readonly code: number | null; readonly reason: string }
  /** Closed before the viewer got a place. */
  | { readonly type: 'refused'; readonly code: number; readonly reason: string }
  | { readonly type: 'media'; readonly viewer: string; readonly state: 'opened' | 'connected' | 'gone' }
  | {
      readonly type: 'worker'
      readonly worker: string
      readonly state: 'starting' | 'free' | 'down'
      readonly error?: string
    }
  | { readonly type: 'message'; readonly viewer: string; readonly data: unknown }
  | { readonly type: 'malformed'; readonly viewer: string | null; readonly what: string }
  | {
      readonly type: 'fault'
      readonly fault: GatewayFaultName
      readonly phase: 'injected' | 'lifted'
      readonly params: FaultParams
    }
  | { readonly type: 'closed' }
)

export type ApplicationEventType = ApplicationEvent['type']
export type ApplicationEventOf<Type extends ApplicationEventType> = Extract<ApplicationEvent, { type: Type }>

export type ApplicationEvents = EventLog<ApplicationEvent>

export function createApplicationEvents(): ApplicationEvents {
  return createEventLog('the application')
}
