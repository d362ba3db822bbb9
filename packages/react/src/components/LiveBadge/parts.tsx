'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { forward } from '../../primitives/icons/paths.ts'
import { part } from '../../primitives/part/part.tsx'
import { liveBadgeMessages } from './LiveBadge.messages.ts'
import { useSecondsBehind } from './use-behind.ts'

/** From here on a clock reads better than a number of seconds. */
const clockFrom = 60

function useEdge() {
  const behind = useSecondsBehind()
  const t = useMessages(liveBadgeMessages)
  if (behind !== 0) return null
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
/** At the live edge: says LIVE, and is no button. */
export const Edge = /* @__PURE__ */ part('span', 'live-badge', useEdge)

function useBehind() {
  const seconds = useSecondsBehind()
  const { seekToLive } = useSessionActions()
  const t = useMessages(liveBadgeMessages)
  const format = useFormat()
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
        {/* Alone a clock has no direction, and its minus would change sides. */}
        <bdi>{behind}</bdi> <span data-standby="live-badge-go">{t('liveBadge.go')}</span>
        <Icon d={forward} flip />
      </>
    ),
  }
}
/** Behind it: says how far, and goes back to it. */
export const Behind = /* @__PURE__ */ part('button', 'live-badge', useBehind)
