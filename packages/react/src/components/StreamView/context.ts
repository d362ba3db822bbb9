'use client'
import { createContext, useContext, type RefObject } from 'react'
import type { Announcer } from '../../primitives/announcer/announcer.ts'

/** What a `StreamView` gives to everything inside it. The same object for the view's whole life. */
export interface StreamViewHandle {
  /** The view's root element: the fullscreen target, and where focus returns to. */
  readonly root: RefObject<HTMLElement | null>
  readonly announcer: Announcer
}

export const StreamViewContext = createContext<StreamViewHandle | null>(null)
StreamViewContext.displayName = 'StandbyStreamView'

/** The view around, `null` outside one. */
export function useStreamView(): StreamViewHandle | null {
  return useContext(StreamViewContext)
}
