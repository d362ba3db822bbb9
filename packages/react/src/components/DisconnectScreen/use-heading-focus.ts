'use client'
import { useEffect, useRef, type RefObject } from 'react'
import { useStreamView } from '../StreamView/context.ts'

/**
 * Moves the focus to a heading when it comes, so that a screen reader starts there; only from inside the
 * view or from nowhere. Somebody who types in the chat beside the player keeps their focus.
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
