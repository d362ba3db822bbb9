'use client'
import { useRequiredSession } from '../required-session.ts'

/**
 * Whether the session is a broadcast: all viewers watch the same picture, without places of their own and without an
 * AFK check. Texts must not mention a place then.
 */
export function useIsBroadcast(): boolean {
  const { policies, source } = useRequiredSession('useSessionHandle')
  return policies.afk === false && !source.hasPlaces
}
