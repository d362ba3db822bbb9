'use client'
import { useTimeLeft } from '../../primitives/countdown/use-time-left.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { notLiveScreenMessages } from './NotLiveScreen.messages.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** The time until the start in minutes and hours; from 24 h on the date. */
export function StartsIn({ at }: { at: number }) {
  const minutes = useTimeLeft(at, minute)
  const t = useMessages(notLiveScreenMessages)
  const format = useFormat()
  if (minutes === null) return null
  const left = Math.max(1, minutes) * minute
  // In a span: page translation replaces bare text nodes that React still needs.
  return (
    <span>{left < day ? t('notLiveScreen.startsIn', { time: format.duration(left) }) : format.day(at)}</span>
  )
}
