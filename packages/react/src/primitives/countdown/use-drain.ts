'use client'
import { useMemo, type CSSProperties } from 'react'
import { isWritable } from '../../i18n/is-writable.ts'
import { useClock } from '../context/clock.ts'
import { tickerOf } from './ticker.ts'

export interface Drain {
  /** The whole duration, s. */
  readonly totalSeconds: number
  /** Starts the CSS animation at the current point of the countdown, in step with the number beside it. */
  readonly style: CSSProperties
}

/**
 * A countdown as one CSS animation from full to empty, so that nothing renders while it runs. Without `since` it
 * starts full at the first render. `null` for a deadline that is not finite.
 */
export function useDrain(deadline: number | undefined, since?: number): Drain | null {
  const clock = useClock()
  return useMemo(() => {
    if (!isWritable(deadline)) return null
    const second = tickerOf(clock).second()
    const totalSeconds = Math.max(1, Math.round((deadline - (isWritable(since) ? since : second)) / 1000))
    const secondsLeft = Math.max(0, Math.floor((deadline - second) / 1000))
    const passed = totalSeconds - secondsLeft + (clock.now() - second) / 1000
    return {
      totalSeconds,
      style: { '--sb-of': `${totalSeconds}s`, '--sb-passed': `${-passed}s` } as CSSProperties,
    }
  }, [clock, deadline, since])
}
