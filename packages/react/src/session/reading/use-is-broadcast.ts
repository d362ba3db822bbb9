'use client'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'

/**
 * Whether everybody watches the same picture, so that nobody has a place of their own and nobody is asked
 * whether they are still there. What the viewer reads must not speak of places then.
 */
export function useIsBroadcast(): boolean {
  const { policies, source } = useSessionHandle()
  return policies.afk === false && !source.hasPlaces
}
