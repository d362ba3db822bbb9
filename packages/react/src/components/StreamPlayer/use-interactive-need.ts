'use client'
import type { SessionState, StatsSample } from '@standby/core'
import { useTextInput } from '../../hooks/session/useTextInput.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { serverStats } from '../../session/reading/server-state.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useTracks } from '../../session/reading/use-tracks.ts'

/**
 * What makes the interactive overlays necessary now, as a text; `null` for a session that has shown no need of them.
 * The text changes with each new reason to show one of them, so that code that did not load can be tried again.
 */
export function useInteractiveNeed(): string | null {
  const session = useSessionHandle()
  const broadcast = useIsBroadcast()
  const situation = useSession((state) => situationOf(state, broadcast))
  const takesInput = useTracks('input') === true
  const asksForText = useTextInput() !== null
  const measured = useSource(session.stats, serverStats, isMeasured)
  const needed = situation !== null || takesInput || asksForText || measured
  return needed ? [session.id, situation, takesInput, asksForText, measured].join(' ') : null
}

/** `null` for a broadcast in which no viewer has a place, a countdown or a limit. */
function situationOf({ status, queue, afk, runtime }: SessionState, broadcast: boolean): string | null {
  if (broadcast && !queue && !afk && !runtime) return null
  return [status, queue?.position, queue?.offer?.deadline, runtime?.deadline].join(' ')
}

/** Whether a sample has a number that `ConnectionQuality` shows. Those of HLS have none. */
function isMeasured(sample: StatsSample | null): boolean {
  return (sample?.roundTripMs ?? sample?.jitterMs ?? sample?.packetLoss) !== undefined
}
