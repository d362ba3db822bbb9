'use client'
import { useStreamView } from '../context/stream-view.ts'
import type { Announcer } from './announcer.ts'

const silent: Announcer['announce'] = () => {}

/**
 * Returns the `announce` function of the enclosing `StreamView`; outside one it does nothing. It is the same function
 * for the view's whole life. Call it from an effect, not while rendering.
 */
export function useAnnounce(): Announcer['announce'] {
  return useStreamView()?.announcer.announce ?? silent
}
