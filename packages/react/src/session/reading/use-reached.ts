'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { useClock } from './clock.ts'

/** Browsers fire a longer timeout at once. */
const maxTimeout = 2_147_483_647

/** Whether a moment (local epoch, ms) has come; renders once when it does. `null` never comes. */
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
