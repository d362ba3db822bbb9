'use client'
import { useEffect } from 'react'
import type { SessionState } from '@standby/core'
import { afkWarningMessages } from '../AfkWarning/AfkWarning.messages.ts'
import { disconnectScreenMessages } from '../DisconnectScreen/DisconnectScreen.messages.ts'
import { endCopy } from '../DisconnectScreen/end-copy.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { queueOverlayMessages } from '../QueueOverlay/QueueOverlay.messages.ts'
import { followInTitle } from './follow-in-title.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { useLatest } from '../../primitives/effects/use-latest.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'

/**
 * Shows the session's state in the page's title, for a viewer who waits in another tab: the position in the queue, an
 * offer, the AFK countdown, an end. `say` returns your own text, or `null` to leave the title as it is. Causes no render.
 */
export function useDocumentTitle(say?: (state: SessionState) => string | null): void {
  const session = useSessionHandle()
  const words = useTitleWords()
  const latest = useLatest(say ?? words)
  useEffect(() => followInTitle(session, (state) => latest.current(state), document), [session, latest])
}

function useTitleWords(): (state: SessionState) => string | null {
  const queue = useMessages(queueOverlayMessages)
  const afk = useMessages(afkWarningMessages)
  const disconnect = useMessages(disconnectScreenMessages)
  const { number } = useFormat()
  const broadcast = useIsBroadcast()
  return (state) => {
    if (state.queue?.offer) return queue('queueOverlay.offer.title')
    if (state.queue) return number(state.queue.position) || null
    if (state.afk) return afk('afkWarning.title')
    if (!state.end || state.end.kind === 'left') return null
    return disconnect(endCopy(state.end, broadcast, false).title, {
      code: String(state.end.code),
    })
  }
}
