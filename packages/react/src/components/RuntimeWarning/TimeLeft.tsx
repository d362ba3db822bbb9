'use client'
import { useEffect } from 'react'
import { useAnnounce } from '../../primitives/announcer/use-announce.ts'
import { useTimeLeft } from '../../primitives/countdown/use-time-left.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { runtimeWarningMessages } from './RuntimeWarning.messages.ts'

/** The time left. Announced once when the warning appears and once when the last minute begins. */
export function TimeLeft({ deadline, last }: { deadline: number; last: boolean }) {
  const seconds = useTimeLeft(deadline)
  const announce = useAnnounce()
  const t = useMessages(runtimeWarningMessages)
  const { clock, duration } = useFormat()
  useEffect(() => {
    const time = duration((seconds ?? 0) * 1000)
    announce({ key: 'runtime', kind: 'status', text: t('runtimeWarning.spoken', { time }) })
    // Without `seconds`: it would be announced every second.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [deadline, last])
  return <span data-standby="runtime-warning-time">{clock((seconds ?? 0) * 1000)}</span>
}
