'use client'
import { useMemo } from 'react'
import type { Reconnect } from '@standby/core'
import { useReconnect } from '../../hooks/status/useReconnect.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { useReached } from '../../session/reading/use-reached.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { bannerOf, type Banner } from './banner.ts'
import { reconnectBannerMessages } from './ReconnectBanner.messages.ts'
import { useOnline } from './use-online.ts'

/** Texts are in the viewer's language. */
export interface ReconnectBannerState extends Banner<string>, Pick<Reconnect, 'mode' | 'cause' | 'attempt'> {}

/** What the banner says now; `null` unless the session reconnects. */
export function useBanner(): ReconnectBannerState | null {
  const reconnect = useReconnect()
  const farEnd = useSession((state) => state.farEnd)
  const online = useOnline()
  const broadcast = useIsBroadcast()
  const t = useMessages(reconnectBannerMessages)
  const expired = useReached(reconnect?.heldUntil ?? null)
  return useMemo(() => {
    if (!reconnect) return null
    const { mode, cause, attempt } = reconnect
    const say = (key: keyof typeof reconnectBannerMessages) => t(key, { attempt })
    // Once the time is up the place is lost: the next attempt asks for a new one.
    const heldUntil = expired ? null : reconnect.heldUntil
    const banner = bannerOf({ ...reconnect, heldUntil }, { online, broadcast, farEnd })
    const { title, line, countdown, retry } = banner
    return {
      ...banner,
      mode,
      cause,
      attempt,
      title: say(title),
      line: say(line),
      countdown:
        countdown && isWritable(countdown.deadline) ? { ...countdown, label: say(countdown.label) } : null,
      retry: retry && say(retry),
    }
  }, [reconnect, expired, online, broadcast, farEnd, t])
}
