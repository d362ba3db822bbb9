'use client'
import { useRef } from 'react'
import { useStreamView } from '../context/stream-view.ts'
import { useBrowserLayoutEffect } from '../effects/use-layout-effect.ts'

/**
 * A live region for the view's announcements while it is mounted. The view has its own. A modal dialog needs another
 * one inside it, because screen readers do not read the inert page outside.
 */
export function AnnouncerOutlet() {
  const ref = useRef<HTMLOutputElement>(null)
  const announcer = useStreamView()?.announcer
  useBrowserLayoutEffect(() => {
    if (ref.current && announcer) return announcer.addOutlet(ref.current)
  }, [announcer])
  return <output ref={ref} aria-live="polite" aria-atomic="true" data-standby="stream-view-announcer" />
}
