'use client'
import { useTimeLeft } from '../../primitives/countdown/use-time-left.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { notLiveScreenMessages } from './NotLiveScreen.messages.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** How far off the start is, by the minute; from a day on it is the date that helps. */
export function StartsIn({ at }: { at: number }) {
  const minutes = useTimeLeft(at, minute)
  const t = useMessages(notLiveScreenMessages)
  const format = useFormat()
  if (minutes === null) return null
  const left = Math.max(1, minutes) * minute
  // In an element of its own: a page that is translated takes bare text away from React.
  return (
    <span>{left < day ? t('notLiveScreen.startsIn', { time: format.duration(left) }) : format.day(at)}</span>
  )
}
