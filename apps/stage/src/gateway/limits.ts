import type { Clock } from './gateway-clock.ts'
import type { Place } from './queue/place.ts'

export interface Limits {
  /** Starts the inactivity time and the runtime of a session. */
  start(place: Place): void
  /** Repeats the current limits to a returning viewer. */
  tell(place: Place): void
  activity(place: Place): void
  /** Sets the remaining runtime, ms; null lifts the limit. */
  setRuntime(place: Place, remainingMs: number | null): void
  /** Starts the inactivity countdown now. */
  countDown(place: Place, remainingMs: number): void
}

export interface LimitsOptions {
  readonly clock: Clock
  readonly maxRuntimeMs: number
  readonly afkMs: number
  readonly afkWarningMs: number
}

/** The two limits that end a running session: inactivity, and max runtime. */
export function createLimits(
  { clock, maxRuntimeMs, afkMs, afkWarningMs }: LimitsOptions,
  end: (place: Place, reason: 'afk' | 'max-runtime') => void,
): Limits {
  const watchActivity = (place: Place): void => {
    if (afkMs === 0) return
    const untilWarning = place.activeAt + Math.max(0, afkMs - afkWarningMs) - clock.now()
    place.alarms.afk.set(Math.max(0, untilWarning), () => countDown(place, Math.min(afkMs, afkWarningMs)))
  }
  const countDown = (place: Place, remainingMs: number): void => {
    place.warnedOfAfk = true
    place.connection?.send({ type: 'afk', remainingMs })
    place.alarms.afk.set(remainingMs, () => end(place, 'afk'))
  }
  const setRuntime = (place: Place, remainingMs: number | null): void => {
    place.runtimeUntil = remainingMs === null ? null : clock.now() + remainingMs
    place.connection?.send({ type: 'limit', remainingMs })
    if (remainingMs === null) place.alarms.runtime.clear()
    else place.alarms.runtime.set(remainingMs, () => end(place, 'max-runtime'))
  }
  return {
    start(place) {
      place.activeAt = clock.now()
      if (maxRuntimeMs > 0) setRuntime(place, maxRuntimeMs)
      watchActivity(place)
    },
    tell(place) {
      if (place.runtimeUntil !== null)
        place.connection?.send({
          type: 'limit',
          remainingMs: Math.max(0, Math.round(place.runtimeUntil - clock.now())),
        })
      // A returning viewer gets the whole countdown again.
      if (place.warnedOfAfk) countDown(place, afkWarningMs)
    },
    activity(place) {
      place.activeAt = clock.now()
      if (place.warnedOfAfk) {
        place.warnedOfAfk = false
        place.connection?.send({ type: 'afk', remainingMs: null })
      }
      place.alarms.afk.clear()
      watchActivity(place)
    },
    setRuntime,
    countDown,
  }
}
