'use client'
import { useInsertionEffect } from 'react'
import type { EndInfo, Session, SessionEvents } from '@standby/core'
import { useLatest } from '../../primitives/effects/use-latest.ts'

export interface SessionListeners {
  /** Every change of status, with the one before and how long that took. */
  onStatusChange?: ((change: SessionEvents['status']) => void) | undefined
  /** The session ended: cleanly (`clean`) or not. Once per run. */
  onEnded?: ((end: EndInfo) => void) | undefined
}

/** Calls the listeners of the last render. An inline function is as good as a memoised one. */
export function useSessionEvents(session: Session, { onStatusChange, onEnded }: SessionListeners): void {
  const latest = useLatest({ onStatusChange, onEnded })
  // Earlier than layout effects: the first attach starts the session, and that is news already.
  useInsertionEffect(() => {
    const stops = [
      session.on('status', (change) => latest.current.onStatusChange?.(change)),
      session.on('ended', (end) => latest.current.onEnded?.(end)),
    ]
    return () => stops.forEach((stop) => stop())
  }, [session, latest])
}
