'use client'
import { useStreamView } from '../../components/StreamView/context.ts'
import type { Announcer } from './announcer.ts'

const silent: Announcer['announce'] = () => {}

/**
 * Says something through the announcer of the `StreamView` around; outside one it stays silent. The
 * function is the same for the view's whole life: call it from an effect, not while rendering.
 */
export function useAnnounce(): Announcer['announce'] {
  return useStreamView()?.announcer.announce ?? silent
}
