'use client'
import { useMemo } from 'react'
import { useReconnect } from '../hooks/useReconnect.ts'
import { useSession } from '../hooks/useSession.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useBroadcast } from '../session/use-broadcast.ts'
import { bannerOf, type Banner } from './banner.ts'
import { reconnectBannerMessages } from './ReconnectBanner.messages.ts'
import { useOnline } from './use-online.ts'

/** What the banner says now, `null` while nothing reconnects. */
export function useBanner(): Banner | null {
  const reconnect = useReconnect()
  const farEnd = useSession((state) => state.farEnd)
  const online = useOnline()
  const broadcast = useBroadcast()
  return useMemo(
    () => reconnect && bannerOf(reconnect, { online, broadcast, farEnd }),
    [reconnect, online, broadcast, farEnd],
  )
}

/** The banner's texts; the number of the attempt is filled in. */
export function useBannerText(): (key: keyof typeof reconnectBannerMessages) => string {
  const t = useMessages(reconnectBannerMessages)
  const attempt = useSession((state) => state.reconnect?.attempt ?? 0)
  return (key) => t(key, { attempt })
}
