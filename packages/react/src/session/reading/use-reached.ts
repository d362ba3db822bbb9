'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { useClock } from '../../primitives/context/clock.ts'

/** Max timeout, ms. Browsers fire a longer one at once. */
const maxTimeout = 2_147_483_647

/** Whether a time (local epoch, ms) has been reached; renders once when it is. `null` is never reached. */
export function useReached(at: number | null): boolean {
  const clock = useClock()
  const subscribe = useCallback(
    (listener: () => void) => {
      if (at === null) return () => {}
      let timer: unknown
      const wait = () => {
        const left = at - clock.now()
        if (left <= 0) return listener()
        timer = clock.setTimeout(wait, Math.min(left, maxTimeout))
      }
      if (at > clock.now()) wait()
      return () => clock.clearTimeout(timer)
    },
    [at, clock],
  )
  return useSyncExternalStore(
    subscribe,
    () => at !== null && clock.now() >= at,
    () => false,
  )
}
