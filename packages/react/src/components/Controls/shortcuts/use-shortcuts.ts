'use client'
import { useEffect } from 'react'
import { useSessionHandle } from '../../../hooks/session/useSessionHandle.ts'
import { useLatest } from '../../../primitives/effects/use-latest.ts'
import { useStreamView } from '../../../primitives/context/stream-view.ts'
import { ignoreRefusal } from '../refusal.ts'
import type { ControlsState } from '../use-controls.ts'
import { runShortcut } from './shortcuts.ts'

/** Shortcut keys while the focus is in the view: Space or k, m, f, c and the arrows. */
export function useShortcuts(controls: ControlsState | null): void {
  const session = useSessionHandle()
  const view = useStreamView()
  const latest = useLatest(controls)
  const enabled = controls !== null
  useEffect(() => {
    const root = view?.root.current
    if (!enabled || !root) return
    const toggleFullscreen = () => {
      const fullscreen = latest.current?.fullscreen
      if (fullscreen) ignoreRefusal(fullscreen.toggle())
    }
    const onKey = (event: KeyboardEvent) => {
      if (runShortcut(event, { session, toggleFullscreen })) event.preventDefault()
    }
    root.addEventListener('keydown', onKey)
    return () => root.removeEventListener('keydown', onKey)
  }, [enabled, session, view, latest])
}
