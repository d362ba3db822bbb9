'use client'
import { useRef } from 'react'
import { useStreamView } from '../../components/StreamView/context.ts'
import { useBrowserLayoutEffect } from '../effects/use-layout-effect.ts'

/**
 * A live region that speaks for the view while it is mounted. The view has one of its own; a modal dialog
 * needs another inside it, since everything outside a modal is inert and is not read.
 */
export function AnnouncerOutlet() {
  const ref = useRef<HTMLOutputElement>(null)
  const announcer = useStreamView()?.announcer
  useBrowserLayoutEffect(() => {
    if (ref.current && announcer) return announcer.addOutlet(ref.current)
  }, [announcer])
  return <output ref={ref} aria-live="polite" aria-atomic="true" data-standby="stream-view-announcer" />
}
