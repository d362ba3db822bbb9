'use client'
import { useEffect, useState } from 'react'
import { useClock } from '../context/clock.ts'

/** Delay before a waiting indicator is shown, ms. A shorter wait is hardly noticed. */
const delayMs = 400

/** Min time that an indicator stays, ms. A flash looks like a fault. */
const minShownMs = 500

export type SpinDelay = 'hidden' | 'shown' | 'leaving'

/**
 * Delays a waiting indicator and keeps it from flashing. `leaving`: the wait is over; the indicator stays for the rest
 * of its min time and must not look busy.
 */
export function useSpinDelay(waiting: boolean): SpinDelay {
  const clock = useClock()
  const [shownAt, setShownAt] = useState<number | null>(null)
  useEffect(() => {
    if (waiting === (shownAt !== null)) return
    const leave = () => setShownAt(null)
    if (shownAt === null) {
      const timer = clock.setTimeout(() => setShownAt(clock.now()), delayMs)
      return () => clock.clearTimeout(timer)
    }
    const rest = shownAt + minShownMs - clock.now()
    if (rest <= 0) return leave()
    const timer = clock.setTimeout(leave, rest)
    return () => clock.clearTimeout(timer)
  }, [waiting, shownAt, clock])
  if (shownAt === null) return 'hidden'
  return waiting ? 'shown' : 'leaving'
}
