'use client'
import { type RefObject } from 'react'
import type { Session } from '@standby/core'
import { useBrowserLayoutEffect } from '../../primitives/effects/use-layout-effect.ts'

/**
 * Puts the session's `<video>` into `container` before the browser paints. A layout effect: when one view replaces
 * another in the same commit, the element moves before it can pause.
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
