'use client'
import { useInsertionEffect } from 'react'
import type { EndInfo, Session, SessionEvents } from '@standby/core'
import { useLatest } from '../../primitives/effects/use-latest.ts'

export interface SessionListeners {
  /** Called on every change of status, with the previous status and how long it lasted. */
  onStatusChange?: ((change: SessionEvents['status']) => void) | undefined
  /** Called once per run, when the session has ended. `clean` says whether it ended cleanly. */
  onEnded?: ((end: EndInfo) => void) | undefined
}

/** Calls the listeners of the last render, so inline functions need no memoisation. */
export function useSessionEvents(session: Session, { onStatusChange, onEnded }: SessionListeners): void {
  const latest = useLatest({ onStatusChange, onEnded })
  // Earlier than layout effects: there the first attach starts the session, which already changes the status.
  useInsertionEffect(() => {
    const stops = [
      session.on('status', (change) => latest.current.onStatusChange?.(change)),
      session.on('ended', (end) => latest.current.onEnded?.(end)),
    ]
    return () => stops.forEach((stop) => stop())
  }, [session, latest])
}
