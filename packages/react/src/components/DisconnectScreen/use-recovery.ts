'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useSessionEnd } from '../../hooks/status/useSessionEnd.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'

type Helpful = 'start' | 'retry' | 'join-queue' | 'watch' | 'reload-page'

/** The action that can help after this end; `null` where the viewer can do nothing. */
export function useRecovery(): { recovery: Helpful; recover: () => void } | null {
  const said = useSessionEnd()?.recovery ?? 'none'
  const broadcast = useIsBroadcast()
  const actions = useSessionActions()
  // An interactive session does not restart by itself, so there is nothing to watch for.
  const recovery = said === 'watch' && !broadcast ? 'start' : said
  if (recovery === 'none') return null
  const ways = { ...actions, 'join-queue': actions.start, 'reload-page': () => location.reload() }
  return { recovery, recover: ways[recovery] }
}
