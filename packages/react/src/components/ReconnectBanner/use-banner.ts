'use client'
import { useMemo } from 'react'
import { useReconnect } from '../../hooks/status/useReconnect.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { useReached } from '../../session/reading/use-reached.ts'
import { useIsBroadcast } from '../../session/reading/use-is-broadcast.ts'
import { bannerOf, type Banner } from './banner.ts'
import { reconnectBannerMessages } from './ReconnectBanner.messages.ts'
import { useOnline } from './use-online.ts'

export interface WordedBanner extends Banner {
  /** A text of the banner in the viewer's language, with the attempt's number filled in. */
  readonly say: (key: keyof typeof reconnectBannerMessages) => string
}

/** What the banner says now; `null` unless the session reconnects. */
export function useBanner(): WordedBanner | null {
  const reconnect = useReconnect()
  const farEnd = useSession((state) => state.farEnd)
  const online = useOnline()
  const broadcast = useIsBroadcast()
  const t = useMessages(reconnectBannerMessages)
  const expired = useReached(reconnect?.heldUntil ?? null)
  return useMemo(() => {
    if (!reconnect) return null
    const { attempt } = reconnect
    // Once the time is up the place is lost: the next attempt asks for a new one.
    const heldUntil = expired ? null : reconnect.heldUntil
    const banner = bannerOf({ ...reconnect, heldUntil }, { online, broadcast, farEnd })
    return {
      ...banner,
      countdown: isWritable(banner.countdown?.deadline) ? banner.countdown : null,
      say: (key) => t(key, { attempt }),
    }
  }, [reconnect, expired, online, broadcast, farEnd, t])
}
