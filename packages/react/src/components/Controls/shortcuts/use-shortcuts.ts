'use client'
import { useEffect } from 'react'
import { useFullscreen } from '../../../hooks/media/useFullscreen.ts'
import { useSessionHandle } from '../../../hooks/session/useSessionHandle.ts'
import { useLatest } from '../../../primitives/effects/use-latest.ts'
import { useStreamView } from '../../../primitives/context/stream-view.ts'
import { ignoreRefusal } from '../refusal.ts'
import { runShortcut } from './shortcuts.ts'

/** Shortcut keys while the focus is in the view: Space or k, m, f, c and the arrows. */
export function useShortcuts(enabled: boolean): void {
  const session = useSessionHandle()
  const view = useStreamView()
  const fullscreen = useLatest(useFullscreen())
  useEffect(() => {
    const root = view?.root.current
    if (!enabled || !root) return
    const toggleFullscreen = () => {
      if (fullscreen.current) ignoreRefusal(fullscreen.current.toggle())
    }
    const onKey = (event: KeyboardEvent) => {
      if (runShortcut(event, { session, toggleFullscreen })) event.preventDefault()
    }
    root.addEventListener('keydown', onKey)
    return () => root.removeEventListener('keydown', onKey)
  }, [enabled, session, view, fullscreen])
}
