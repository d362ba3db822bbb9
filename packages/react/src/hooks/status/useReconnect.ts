'use client'
import { useMemo } from 'react'
import type { Reconnect } from '@standby/core'
import { useSession } from '../session/useSession.ts'
import { useSessionActions } from '../session/useSessionActions.ts'

export interface ReconnectInfo extends Omit<Reconnect, 'code'> {
  /** Tries at once. */
  readonly retry: () => void
  /** Stops trying; the session ends with the last code. */
  readonly giveUp: () => void
}

/** Why and how the stream is expected back while `reconnecting`, else `null`. */
export function useReconnect(): ReconnectInfo | null {
  const reconnect = useSession((state) => state.reconnect)
  const { retry, giveUp } = useSessionActions()
  return useMemo(() => {
    if (!reconnect) return null
    const { code: _code, ...info } = reconnect
    return { ...info, retry, giveUp }
  }, [reconnect, retry, giveUp])
}
