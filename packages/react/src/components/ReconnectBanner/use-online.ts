'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { useClock } from '../../session/reading/clock.ts'

/** Whether the device has a network connection; `true` on a server. */
export function useOnline(): boolean {
  const surroundings = useClock()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [surroundings.on('online', listener), surroundings.on('offline', listener)]
      return () => stops.forEach((stop) => stop())
    },
    [surroundings],
  )
  return useSyncExternalStore(
    subscribe,
    () => surroundings.online,
    () => true,
  )
}
