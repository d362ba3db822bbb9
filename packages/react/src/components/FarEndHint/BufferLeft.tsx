'use client'
import { useTimeLeft } from '../../primitives/countdown/use-time-left.ts'
import { useStreamStats } from '../../hooks/media/useStreamStats.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { farEndHintMessages } from './FarEndHint.messages.ts'

/** How much buffered media is left to play; nothing where the source does not know. */
export function BufferLeft() {
  const stats = useStreamStats()
  const { bufferedMs, at = 0 } = stats ?? {}
  const seconds = useTimeLeft(bufferedMs === undefined ? null : at + bufferedMs)
  const t = useMessages(farEndHintMessages)
  const { clock } = useFormat()
  return seconds ? (
    <span data-standby="far-end-hint-optional">{t('farEndHint.left', { time: clock(seconds * 1000) })}</span>
  ) : null
}
