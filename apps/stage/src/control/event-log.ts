import { nextEvent, tellListeners } from './listeners.ts'

/** Passes events to listeners and remembers the last 200. `closed` is always the last event. */
export interface EventLog<Event extends { readonly at: number; readonly type: string }> {
  emit(report: WithoutTime<Event>): void
  on(listener: (event: Event) => void): () => void
  /** The last 200. */
  past(): readonly Event[]
  /** Resolves with the next event of a type that passes the test; rejects when `closed` comes first. */
  next<Type extends Event['type']>(
    type: Type,
    test?: (event: Extract<Event, { type: Type }>) => boolean,
  ): Promise<Extract<Event, { type: Type }>>
}

/** An event as it is reported, before it gets its time. */
export type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never

const maxKeptEvents = 200

/** `what`: the subject of the error for a waiter when the log closes. `keeps`: which events to remember; default all. */
export function createEventLog<Event extends { readonly at: number; readonly type: string }>(
  what: string,
  keeps: (event: Event) => boolean = () => true,
): EventLog<Event> {
  const listeners = new Set<(event: Event) => void>()
  let history: Event[] = []
  const on = (listener: (event: Event) => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    emit(report) {
      // A report with its time is the event again. TypeScript cannot see that while the type of the event is a parameter.
      const event = { at: Date.now(), ...report } as unknown as Event
      if (keeps(event)) history = [...history, event].slice(-maxKeptEvents)
      tellListeners(listeners, event)
    },
    on,
    past: () => history,
    next: (type, test) => nextEvent<Event, typeof type>({ on }, what, type, test),
  }
}
