'use client'
import { useEffect, type RefObject } from 'react'
import { useClock } from '../session/clock.ts'
import { useStreamView } from '../StreamView/context.ts'
import { createAutoHide } from './auto-hide.ts'

/** The bar goes by itself while the picture plays, and stays while it does not. */
export function useAutoHide(bar: RefObject<HTMLElement | null>, playing: boolean): void {
  const clock = useClock()
  const view = useStreamView()
  useEffect(() => {
    const root = view?.root.current
    if (!playing || !root || !bar.current) return
    return createAutoHide({ view: root, bar: bar.current }, clock)
  }, [bar, playing, clock, view])
}
