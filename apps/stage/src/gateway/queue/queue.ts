import type { ResolvedApplicationOptions } from '../application-options.ts'
import { createAlarm, type Clock } from '../gateway-clock.ts'
import type { Place } from './place.ts'

/** The queue, first come, first served. It tells each viewer its place. */
export interface ViewerQueue {
  readonly places: readonly Place[]
  join(place: Place): void
  /** Removes a place from the queue, for any reason. */
  leave(place: Place): void
  moveToEnd(place: Place): void
  /** Tells one viewer its place at once. */
  tell(place: Place): void
  close(): void
}

export function createQueue(
  options: Pick<ResolvedApplicationOptions, 'queueGraceMs' | 'updateMs'>,
  clock: Clock,
  times: { guess(places: number): number[] },
): ViewerQueue {
  let places: Place[] = []
  const alarm = createAlarm(clock)
  let [toldAt, due] = [-Infinity, false]

  const tell = (place: Place, position: number, etaMs: number | undefined): void => {
    place.told = { position, length: places.length }
    place.connection?.send({
      type: 'queued',
      position,
      length: places.length,
      ...(etaMs === undefined ? {} : { etaMs: Math.min(etaMs, 86_400_000) }),
      ...(options.queueGraceMs > 0
        ? { resumeToken: place.resumeToken, resumeWindowMs: options.queueGraceMs }
        : {}),
    })
  }
  /** Tells every viewer whose place has changed: all together, max once per `updateMs`. */
  const changed = (): void => {
    if (due) return
    due = true
    alarm.set(Math.max(0, toldAt + options.updateMs - clock.now()), () => {
      due = false
      toldAt = clock.now()
      const guesses = times.guess(places.length)
      places.forEach((place, index) => {
        const same = place.told?.position === index + 1 && place.told.length === places.length
        // A `queued` message would withdraw an open offer.
        if (!same && !place.offer) tell(place, index + 1, guesses[index])
      })
    })
  }
  return {
    get places() {
      return places
    },
    join(place) {
      places = [...places, place]
      changed()
    },
    leave(place) {
      if (!places.includes(place)) return
      places = places.filter((each) => each !== place)
      changed()
    },
    moveToEnd(place) {
      places = [...places.filter((each) => each !== place), place]
      changed()
    },
    tell(place) {
      const index = places.indexOf(place)
      if (index >= 0) tell(place, index + 1, times.guess(places.length)[index])
    },
    close: () => alarm.clear(),
  }
}
