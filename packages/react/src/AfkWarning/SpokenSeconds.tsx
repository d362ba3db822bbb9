'use client'
import { useEffect } from 'react'
import { useAnnounce } from '../announcer/use-announce.ts'
import { useTimeLeft } from '../countdown/use-time-left.ts'
import { useFormat, useMessages } from '../i18n/use-messages.ts'
import { afkWarningMessages } from './AfkWarning.messages.ts'

/** A number said every second would be noise; these are enough to act on. */
const spoken = [20, 10, 5]

export function SpokenSeconds({ deadline }: { deadline: number }) {
  const seconds = useTimeLeft(deadline)
  const announce = useAnnounce()
  const t = useMessages(afkWarningMessages)
  const { duration } = useFormat()
  useEffect(() => {
    if (seconds === null || !spoken.includes(seconds)) return
    announce({ key: 'afk', kind: 'number', text: t('afkWarning.left', { time: duration(seconds * 1000) }) })
  }, [seconds, announce, t, duration])
  return null
}
