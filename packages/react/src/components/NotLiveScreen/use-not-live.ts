'use client'
import { useMemo } from 'react'
import type { NotLive } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { useReached } from '../../session/reading/use-reached.ts'
import { notLiveScreenMessages } from './NotLiveScreen.messages.ts'

export interface NotLiveScreenState {
  readonly reason: NotLive['reason']
  /** In the viewer's language. */
  readonly title: string
  /** In the viewer's language. */
  readonly line: string
  /** The start, local epoch ms; `null` where it is unknown or has passed. */
  readonly startsAt: number | null
}

/** `null` in every other status. */
function useNotLive(): NotLiveScreenState | null {
  const notLive = useSession((state) => state.notLive)
  const t = useMessages(notLiveScreenMessages)
  const { time } = useFormat()
  const passed = useReached(notLive?.startsAt ?? null)
  return useMemo(() => {
    if (!notLive) return null
    const { reason, startsAt, endedAt } = notLive
    if (reason === 'ended') {
      const line = !isWritable(endedAt)
        ? t('notLiveScreen.restart.line')
        : t('notLiveScreen.restart.endedAt', { time: time(endedAt) })
      return { reason, title: t('notLiveScreen.restart.title'), line, startsAt: null }
    }
    if (!isWritable(startsAt)) {
      const [title, line] = [t('notLiveScreen.notStarted.title'), t('notLiveScreen.notStarted.line')]
      return { reason, title, line, startsAt: null }
    }
    if (passed) {
      const line = t('notLiveScreen.soon.line', { time: time(startsAt) })
      return { reason, title: t('notLiveScreen.soon.title'), line, startsAt: null }
    }
    return {
      reason,
      title: t('notLiveScreen.startsAt.title'),
      line: t('notLiveScreen.startsAt.line'),
      startsAt,
    }
  }, [notLive, passed, t, time])
}

export const notLiveScreen = /* @__PURE__ */ compound('NotLiveScreen', useNotLive)
