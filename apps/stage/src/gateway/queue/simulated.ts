import type { ClientMessage } from '@standby/gateway/protocol'
import type { Application } from '../application.ts'
import type { Connection } from '../connection.ts'
import { createAlarm, type Clock } from '../gateway-clock.ts'
import type { Place } from './place.ts'

export interface SimulatedViewers {
  /** `count` viewers join the queue. With a worker they leave after `stayMs`; 0: they stay. Returns their ids. */
  add(count: number, stayMs?: number): readonly string[]
  /** The newest leave first; default: all leave. Returns how many left. */
  leave(count?: number): number
  readonly count: number
}

/** Viewers without a browser and without media: they wait, accept offers, occupy a worker, and leave. */
export function createSimulatedViewers(application: Application, clock: Clock): SimulatedViewers {
  const viewers = new Map<Place, () => void>()
  const ids = (): Place[] => [...viewers.keys()].filter((place) => place.state !== 'ended')

  const join = (stayMs: number): string | null => {
    const alarm = createAlarm(clock)
    let place: Place | null = null
    const say = (message: Exclude<ClientMessage, { type: 'request' | 'ping' | 'pong' }>): void => {
      // A message can arrive before `admit` has returned the viewer's place.
      alarm.set(0, () => place && application.receive(place, message))
    }
    const gone = (): void => {
      alarm.clear()
      if (place) viewers.delete(place)
    }
    const connection: Connection = {
      simulated: true,
      send(message) {
        if (message.type === 'offered') say({ type: 'accept', offer: message.offer })
        if (message.type === 'assigned' && stayMs > 0)
          alarm.set(stayMs, () => place && application.receive(place, { type: 'leave' }))
      },
      close: gone,
      destroy: gone,
      silence: () => undefined,
    }
    place = application.admit(connection, {
      type: 'request',
      app: application.options.id,
      media: ['whep'],
      ...(application.options.ticket === '' ? {} : { ticket: application.options.ticket }),
    })
    if (!place) return null
    viewers.set(place, gone)
    return place.id
  }
  return {
    add: (count, stayMs = 0) =>
      Array.from({ length: count }, () => join(stayMs)).filter((id): id is string => id !== null),
    leave(count = Infinity) {
      const leaving = ids().toReversed().slice(0, count)
      for (const place of leaving) application.receive(place, { type: 'leave' })
      return leaving.length
    },
    get count() {
      return ids().length
    },
  }
}
