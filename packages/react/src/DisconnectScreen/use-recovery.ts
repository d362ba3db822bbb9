'use client'
import { useSessionActions } from '../hooks/useSessionActions.ts'
import { useDisconnect } from '../hooks/useDisconnect.ts'

type Helpful = 'start' | 'retry' | 'join-queue' | 'watch' | 'reload-page'

/** What can help after this end, `null` where nothing the viewer does would. */
export function useRecovery(): { recovery: Helpful; recover: () => void } | null {
  const recovery = useDisconnect()?.recovery ?? 'none'
  const { start, retry, watch } = useSessionActions()
  if (recovery === 'none') return null
  const recover = {
    start,
    retry,
    'join-queue': start,
    watch,
    'reload-page': () => window.location.reload(),
  }[recovery]
  return { recovery, recover: () => recover() }
}
