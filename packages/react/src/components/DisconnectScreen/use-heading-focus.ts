'use client'
import { useEffect, useRef, type RefObject } from 'react'
import { useStreamView } from '../../primitives/context/stream-view.ts'

/**
 * Moves the focus to a heading when it appears, so that a screen reader starts there. Only when the focus is inside
 * the view or nowhere: a viewer who types in a chat beside the player keeps it.
 */
export function useHeadingFocus(): RefObject<HTMLHeadingElement> {
  const heading = useRef<HTMLHeadingElement>(null)
  const view = useStreamView()
  useEffect(() => {
    const focused = document.activeElement
    const nowhere = focused === null || focused === document.body
    if (nowhere || view?.root.current?.contains(focused)) heading.current?.focus({ preventScroll: true })
  }, [view])
  return heading as RefObject<HTMLHeadingElement>
}
