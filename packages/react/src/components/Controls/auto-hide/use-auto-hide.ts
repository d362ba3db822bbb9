'use client'
import { useEffect, useRef, type RefObject } from 'react'
import { useClock } from '../../../primitives/context/clock.ts'
import { useStreamView } from '../../../primitives/context/stream-view.ts'
import { createAutoHide, type AutoHide } from './auto-hide.ts'

interface BarState {
  /** The bar is on the page. */
  readonly shown: boolean
  readonly playing: boolean
}

/** Hides the bar by itself while the picture plays. It stays while the picture does not play. */
export function useAutoHide(bar: RefObject<HTMLElement | null>, { shown, playing }: BarState): void {
  const clock = useClock()
  const view = useStreamView()
  const autoHide = useRef<AutoHide | null>(null)
  useEffect(() => {
    const root = view?.root.current
    if (!shown || !root || !bar.current) return
    const created = createAutoHide({ view: root, bar: bar.current }, clock)
    autoHide.current = created
    return () => {
      created.stop()
      autoHide.current = null
    }
  }, [bar, shown, clock, view])
  // After the effect above, which may have created it just now.
  useEffect(() => autoHide.current?.setPlaying(playing), [playing, shown, clock, view])
}
