'use client'
import { useTimeLeft } from '../../primitives/countdown/use-time-left.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { reconnectBannerMessages } from './ReconnectBanner.messages.ts'

interface TimeLeftProps {
  deadline: number
  estimated?: boolean
  short?: boolean
}

/** Only the number, in its own component: it is the only node that renders each second. */
export function TimeLeft({ deadline, estimated, short }: TimeLeftProps) {
  const seconds = useTimeLeft(deadline)
  const t = useMessages(reconnectBannerMessages)
  const { clock, duration } = useFormat()
  if (seconds === null) return null
  const time = (short ? duration : clock)(seconds * 1000)
  return (
    <span key={seconds} data-roll="">
      {estimated ? t('reconnectBanner.estimate', { time }) : time}
    </span>
  )
}
