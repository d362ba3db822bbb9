'use client'
import { useMemo } from 'react'
import type { Reconnect } from '@standby/core'
import { useSession } from '../session/useSession.ts'
import { useSessionActions } from '../session/useSessionActions.ts'

export interface ReconnectInfo extends Omit<Reconnect, 'code'> {
  /** Starts the next attempt at once. */
  readonly retry: () => void
  /** Stops trying: the session ends with the last code. */
  readonly giveUp: () => void
}

/** Why and how the session reconnects, while `reconnecting`; otherwise `null`. */
export function useReconnect(): ReconnectInfo | null {
  const reconnect = useSession((state) => state.reconnect)
  const { retry, giveUp } = useSessionActions()
  return useMemo(() => {
    if (!reconnect) return null
    const { code: _code, ...info } = reconnect
    return { ...info, retry, giveUp }
  }, [reconnect, retry, giveUp])
}
