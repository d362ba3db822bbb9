'use client'
import { useStreamView } from '../context/stream-view.ts'
import type { Announce } from './announcer.ts'

const silent: Announce = () => {}

/**
 * Returns the `announce` function of the enclosing `StreamView`; outside one it does nothing. It is the same function
 * for the view's whole life. Call it from an effect, not while rendering.
 */
export function useAnnounce(): Announce {
  return useStreamView()?.announcer.announce ?? silent
}
