'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { useClock } from '../../primitives/context/clock.ts'

/** Whether the device has a network connection; `true` on a server. */
export function useOnline(): boolean {
  const environment = useClock()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [environment.on('online', listener), environment.on('offline', listener)]
      return () => stops.forEach((stop) => stop())
    },
    [environment],
  )
  return useSyncExternalStore(
    subscribe,
    () => environment.online,
    () => true,
  )
}
