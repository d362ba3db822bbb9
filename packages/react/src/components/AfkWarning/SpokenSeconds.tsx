'use client'
import { useEffect } from 'react'
import { useAnnounce } from '../../primitives/announcer/use-announce.ts'
import { useTimeLeft } from '../../primitives/countdown/use-time-left.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { useStreamView } from '../../primitives/context/stream-view.ts'
import { afkWarningMessages } from './AfkWarning.messages.ts'

/** Seconds that are announced. An announcement every second would be noise. */
const spoken = [20, 10, 5]

const key = 'afk'

export function SpokenSeconds({ deadline }: { deadline: number }) {
  const seconds = useTimeLeft(deadline)
  const announce = useAnnounce()
  const t = useMessages(afkWarningMessages)
  const { duration } = useFormat()
  const announcer = useStreamView()?.announcer
  useEffect(() => () => announcer?.cancel(key), [announcer])
  useEffect(() => {
    if (seconds === null || !spoken.includes(seconds)) return
    announce({ key, kind: 'number', text: t('afkWarning.left', { time: duration(seconds * 1000) }) })
  }, [seconds, announce, t, duration])
  return null
}
