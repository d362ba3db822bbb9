'use client'
import { useEffect, useMemo } from 'react'
import type { Queue, Session } from '@standby/core'
import { useQueuePosition } from '../../hooks/status/useQueuePosition.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'

export interface QueueOverlayState extends Queue {
  /** The position before the last change; `null` until it changes for the first time. */
  readonly previous: number | null
  /** In the viewer's language, e.g. "You're next". */
  readonly title: string
  /** The estimated wait in the viewer's language, e.g. "about 3 min"; `null` where it is unknown. */
  readonly estimate: string | null
}

/** `null` outside the queue. */
function useQueueOverlay(): QueueOverlayState | null {
  const queue = useQueuePosition()
  const previous = usePreviousPosition(queue)
  const t = useMessages(queueOverlayMessages)
  const { duration } = useFormat()
  return useMemo(() => {
    if (!queue) return null
    const { position, etaMs } = queue
    const title = t(position === 1 ? 'queueOverlay.next' : 'queueOverlay.title')
    const estimate =
      etaMs === undefined ? null : t('queueOverlay.about', { time: duration(wholeMinutes(etaMs)) })
    return { ...queue, previous, title, estimate: estimate || null }
  }, [queue, previous, t, duration])
}

/** Two roots, the card and the dialog with an offer, provide the same state. */
export const queueOverlay = /* @__PURE__ */ compound('QueueOverlay', useQueueOverlay)

const minute = 60_000

/** Min one minute. */
function wholeMinutes(ms: number): number {
  return Math.max(1, Math.round(ms / minute)) * minute
}

interface Seen {
  /** Identifies one wait in the queue. */
  readonly joinedAt: number
  readonly position: number
  readonly previous: number | null
}

/**
 * What was last on the page. Outlives the component: an app may unmount it during an offer, and a missed offer is what
 * makes a position worse.
 */
const seenBy = new WeakMap<Session, Seen>()

/** The position before the last change; `null` until it changes for the first time. */
function usePreviousPosition(queue: Queue | null): number | null {
  const session = useSessionHandle()
  const seen = useMemo(() => queue && seenIn(queue, seenBy.get(session)), [queue, session])
  useEffect(() => {
    if (seen) seenBy.set(session, seen)
  }, [session, seen])
  return seen && seen.previous
}

/** The same object for the same wait and position. */
function seenIn({ joinedAt, position }: Queue, stored: Seen | undefined): Seen {
  // A new wait starts without history.
  const before = stored?.joinedAt === joinedAt ? stored : { joinedAt, position, previous: null }
  return Object.is(before.position, position) ? before : { joinedAt, position, previous: before.position }
}
