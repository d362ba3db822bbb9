'use client'
import { useLiveSample } from '../../hooks/media/useLive.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useSession } from '../../hooks/session/useSession.ts'

/**
 * Whole seconds behind the live edge; 0 at the edge, `null` where there is none. Renders nothing while the
 * stream plays at the edge.
 */
export function useSecondsBehind(): number | null {
  const status = useSession((state) => state.status)
  const seconds = useLiveSample((live) => {
    if (!live) return null
    if (live.atEdge || !isWritable(live.latencyMs)) return 0
    return Math.max(1, Math.round(live.latencyMs / 1000))
  })
  // A picture that stands still is not live, however near the edge it was.
  if (status === 'reconnecting') return seconds || null
  return status === 'streaming' || status === 'idle' ? seconds : null
}
