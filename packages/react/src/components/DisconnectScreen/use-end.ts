'use client'
import { useMemo } from 'react'
import type { EndInfo } from '@standby/core'
import { useSessionEnd } from '../../hooks/status/useSessionEnd.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { disconnectScreenMessages } from './DisconnectScreen.messages.ts'
import { endCopy } from './end-copy.ts'

/** `recovery` is the action that the screen offers. */
export interface DisconnectScreenState extends EndInfo {
  /** What happened, in the viewer's language. */
  readonly title: string
  /** What comes next, in the viewer's language. */
  readonly line: string
}

/** How the session ended, in the viewer's language; `null` until it has ended. */
export function useEnd(): DisconnectScreenState | null {
  const end = useSessionEnd()
  const { afk } = useSessionHandle().policies
  const broadcast = useIsBroadcast()
  const t = useMessages(disconnectScreenMessages)
  const { duration } = useFormat()
  return useMemo(() => {
    if (!end) return null
    const copy = endCopy(end, broadcast, afk !== false)
    const values = {
      code: `${end.code}`,
      count: end.attempts,
      reason: end.reason ?? '',
      time: afk ? duration(afk.warnAfterMs + afk.graceMs) : '',
    }
    // An interactive session does not restart by itself, so there is nothing to watch for.
    const recovery = end.recovery === 'watch' && !broadcast ? 'start' : end.recovery
    return { ...end, recovery, title: t(copy.title, values), line: t(copy.line, values) }
  }, [end, afk, broadcast, t, duration])
}
