'use client'
import { type RefObject } from 'react'
import type { Session } from '@standby/core'
import { useBrowserLayoutEffect } from '../../primitives/effects/use-layout-effect.ts'

/**
 * Puts the session's `<video>` into `container` before the browser paints. A layout effect, so that a view
 * that takes over from another in the same commit moves the element before it could pause.
 */
export function useAttachedVideo(
  session: Session,
  container: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
): void {
  useBrowserLayoutEffect(() => {
    if (!container.current) return
    return session.attach({ container: container.current, canvas: canvas.current })
  }, [session, container, canvas])
}
