'use client'
import { useMemo } from 'react'
import { useLiveSample } from '../../hooks/media/useLive.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useSession } from '../../hooks/session/useSession.ts'

export interface LiveBadgeState {
  /** Whole seconds behind the live edge; 0 at the edge. */
  readonly secondsBehind: number
}

/** `null` where there is no live edge. Causes no render while the stream plays at the edge. */
export function useLiveBadge(): LiveBadgeState | null {
  const secondsBehind = useSecondsBehind()
  return useMemo(() => (secondsBehind === null ? null : { secondsBehind }), [secondsBehind])
}

function useSecondsBehind(): number | null {
  const status = useSession((state) => state.status)
  const seconds = useLiveSample((live) => {
    if (!live) return null
    if (live.atEdge || !isWritable(live.latencyMs)) return 0
    return Math.max(1, Math.round(live.latencyMs / 1000))
  })
  // A frozen picture is not live, even if it was at the edge.
  if (status === 'reconnecting') return seconds || null
  return status === 'streaming' || status === 'idle' ? seconds : null
}
