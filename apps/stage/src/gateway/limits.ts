import type { Clock } from './gateway-clock.ts'
import type { Place } from './queue/place.ts'

export interface Limits {
  /** The session begins: its first activity, and its runtime. */
  start(place: Place): void
  /** Says again what holds, to a viewer who has come back. */
  tell(place: Place): void
  activity(place: Place): void
  /** What is left from now; null lifts the limit. */
  setRuntime(place: Place, remainingMs: number | null): void
  /** Counts down now, as if nobody had done anything for long. */
  countDown(place: Place, remainingMs: number): void
}

export interface LimitsOptions {
  readonly clock: Clock
  readonly maxRuntimeMs: number
  readonly afkMs: number
  readonly afkWarningMs: number
}

/** The two clocks that end a running session: nobody there, and time over. */
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
      // Who comes back gets the whole countdown again.
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
