'use client'
import { useMemo } from 'react'
import { useTimeLeft } from './use-time-left.ts'

export interface Countdown {
  /** Never below zero. */
  readonly secondsLeft: number
}

/**
 * Counts down to a deadline (local epoch, ms), once a second and together with every other countdown on the
 * page; `null` for no deadline, and for one that is not finite. Renders the component that calls it each second: keep that component small.
 */
export function useCountdown(deadline: number | null): Countdown | null {
  const secondsLeft = useTimeLeft(deadline)
  return useMemo(() => (secondsLeft === null ? null : { secondsLeft }), [secondsLeft])
}
