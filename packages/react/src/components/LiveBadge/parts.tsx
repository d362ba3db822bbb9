'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { forward } from '../../primitives/icons/paths.ts'
import { part } from '../../primitives/part/part.tsx'
import { liveBadgeMessages } from './LiveBadge.messages.ts'
import { useLiveBadge, type LiveBadgeState } from './use-behind.ts'

/** From here on the distance is shown as a clock, s. */
const clockFrom = 60

function useEdge(badge: LiveBadgeState | null) {
  const t = useMessages(liveBadgeMessages)
  if (badge?.secondsBehind !== 0) return null
  return {
    'data-surface': 'chip',
    'data-at-edge': '',
    children: (
      <>
        <StatusDot kind="live" />
        <span data-standby="live-badge-word">{t('liveBadge.live')}</span>
      </>
    ),
  }
}
/** LIVE, at the live edge; nothing behind it. Not a button. */
export const Edge = /* @__PURE__ */ part('LiveBadge.Edge', 'span', 'live-badge', useLiveBadge, useEdge)

function useBehind(badge: LiveBadgeState | null) {
  const { seekToLive } = useSessionActions()
  const t = useMessages(liveBadgeMessages)
  const format = useFormat()
  const seconds = badge?.secondsBehind
  if (!seconds) return null
  const behind =
    seconds < clockFrom
      ? t('liveBadge.behind', { time: format.duration(seconds * 1000) })
      : t('liveBadge.dvr', { time: format.clock(seconds * 1000) })
  return {
    'data-surface': 'chip',
    onClick: () => seekToLive(),
    children: (
      <>
        <StatusDot kind="off" />
        {/* In right-to-left text the clock's minus sign would move to the other side without `bdi`. */}
        <bdi>{behind}</bdi> <span data-standby="live-badge-go">{t('liveBadge.go')}</span>
        <Icon d={forward} flip />
      </>
    ),
  }
}
/** The distance behind the live edge; nothing at the edge. A click seeks to the edge. */
export const Behind = /* @__PURE__ */ part(
  'LiveBadge.Behind',
  'button',
  'live-badge',
  useLiveBadge,
  useBehind,
)
