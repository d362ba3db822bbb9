'use client'
import { useMemo } from 'react'
import { useTimeLeft } from './use-time-left.ts'

export interface Countdown {
  /** Whole seconds, min 0. */
  readonly secondsLeft: number
}

/**
 * Counts down to a deadline (local epoch, ms) once per second, together with every other countdown on the page. `null`
 * without a finite deadline, and on a server. The calling component renders each second: keep it small.
 */
export function useCountdown(deadline: number | null): Countdown | null {
  const secondsLeft = useTimeLeft(deadline)
  return useMemo(() => (secondsLeft === null ? null : { secondsLeft }), [secondsLeft])
}
