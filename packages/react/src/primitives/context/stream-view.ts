'use client'
import { createContext, useContext, type RefObject } from 'react'
import type { Announcer } from '../announcer/announcer.ts'

/** What a `StreamView` provides to its children. The same object for the view's whole life. */
export interface StreamViewHandle {
  /** The view's root element: the fullscreen target, and the element that focus returns to. */
  readonly root: RefObject<HTMLElement | null>
  readonly announcer: Announcer
}

export const StreamViewContext = createContext<StreamViewHandle | null>(null)
StreamViewContext.displayName = 'StandbyStreamView'

/** The enclosing view; `null` outside one. */
export function useStreamView(): StreamViewHandle | null {
  return useContext(StreamViewContext)
}
