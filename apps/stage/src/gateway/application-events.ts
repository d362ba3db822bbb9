import type { FaultParams } from '../fault-params.ts'
import type { GatewayFaultName } from './gateway-faults.ts'

/** What happens to an application. `at` is epoch ms; `viewer` and `worker` are ids. */
export type ApplicationEvent = { readonly at: number } & (
  | { readonly type: 'joined'; readonly viewer: string; readonly simulated: boolean }
  | { readonly type: 'offered'; readonly viewer: string; readonly offer: string }
  | { readonly type: 'assigned'; readonly viewer: string; readonly worker: string }
  /** The socket has gone; the place is kept for `keptMs`. */
  | { readonly type: 'away'; readonly viewer: string; readonly keptMs: number }
  | { readonly type: 'resumed'; readonly viewer: string }
  | { readonly type: 'ended'; readonly viewer: string; readonly code: number | null; readonly reason: string }
  /** Closed before there was a place. */
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

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never
/** An event as it is reported, before it gets its time. */
export type ApplicationReport = WithoutTime<ApplicationEvent>

export interface ApplicationEvents {
  emit(report: ApplicationReport): void
  on(listener: (event: ApplicationEvent) => void): () => void
  /** The last 200. */
  past(): readonly ApplicationEvent[]
  /** Resolves with the next event of a type that passes the test; rejects when the application closes before. */
  next<Type extends ApplicationEventType>(
    type: Type,
    test?: (event: ApplicationEventOf<Type>) => boolean,
  ): Promise<ApplicationEventOf<Type>>
}

const KEPT = 200

export function createApplicationEvents(): ApplicationEvents {
  const listeners = new Set<(event: ApplicationEvent) => void>()
  let history: ApplicationEvent[] = []
  const on = (listener: (event: ApplicationEvent) => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    emit(report) {
      const event = { at: Date.now(), ...report } as ApplicationEvent
      history = [...history, event].slice(-KEPT)
      for (const listener of listeners) listener(event)
    },
    on,
    past: () => history,
    next: (type, test = () => true) =>
      new Promise((resolve, reject) => {
        const off = on((event) => {
          if (event.type === type && test(event as never)) {
            off()
            resolve(event as never)
          } else if (event.type === 'closed') {
            off()
            reject(
              new Error(
                `Standby: the application was closed while something waited for its "${type}" event.`,
              ),
            )
          }
        })
      }),
  }
}
