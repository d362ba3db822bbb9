'use client'
import { useSession } from '../../hooks/session/useSession.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { useReached } from '../../session/reading/use-reached.ts'
import { notLiveScreenMessages } from './NotLiveScreen.messages.ts'

export interface NotLiveWords {
  readonly title: string
  readonly line: string
  /** The start, local epoch ms; `null` where it is unknown or has passed. */
  readonly startsAt: number | null
  readonly leave: string
}

/** The texts of the screen; `null` in every other status. */
export function useNotLive(): NotLiveWords | null {
  const notLive = useSession((state) => state.notLive)
  const t = useMessages(notLiveScreenMessages)
  const { time } = useFormat()
  const passed = useReached(notLive?.startsAt ?? null)
  if (!notLive) return null

  const { reason, startsAt, endedAt } = notLive
  const leave = t('notLiveScreen.leave')
  if (reason === 'ended') {
    const line = !isWritable(endedAt)
      ? t('notLiveScreen.restart.line')
      : t('notLiveScreen.restart.endedAt', { time: time(endedAt) })
    return { title: t('notLiveScreen.restart.title'), line, startsAt: null, leave: t('notLiveScreen.stop') }
  }
  if (!isWritable(startsAt)) {
    const [title, line] = [t('notLiveScreen.notStarted.title'), t('notLiveScreen.notStarted.line')]
    return { title, line, startsAt: null, leave }
  }
  if (passed) {
    const line = t('notLiveScreen.soon.line', { time: time(startsAt) })
    return { title: t('notLiveScreen.soon.title'), line, startsAt: null, leave }
  }
  return { title: t('notLiveScreen.startsAt.title'), line: t('notLiveScreen.startsAt.line'), startsAt, leave }
}
