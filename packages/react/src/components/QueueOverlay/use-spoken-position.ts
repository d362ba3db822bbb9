'use client'
import { useEffect, useRef } from 'react'
import { useAnnounce } from '../../primitives/announcer/use-announce.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { useStreamView } from '../../primitives/context/stream-view.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'
import type { QueueOverlayState } from './use-queue.ts'

/** Min time between two announcements, ms: a long queue moves too fast to announce every step. */
const everyMs = 10_000

const key = 'queue'

/** Announces the position when it improves. "You’re next" is announced with the title, as a status. */
export function useSpokenPosition(queue: QueueOverlayState | null): void {
  const { position = null, length, estimate } = queue ?? {}
  const announce = useAnnounce()
  const t = useMessages(queueOverlayMessages)
  const announcer = useStreamView()?.announcer
  const waits = position !== null
  useEffect(() => {
    // A pending announcement is of no use to a viewer who no longer waits.
    if (waits) return () => announcer?.cancel(key)
    return undefined
  }, [waits, announcer])
  const best = useRef<number | null>(null)
  useEffect(() => {
    const improved = isWritable(position) && (best.current === null || position < best.current)
    best.current = position
    if (!improved) return
    const values = { position, length: length ?? 0 }
    const place = t(!isWritable(length) ? 'queueOverlay.spoken' : 'queueOverlay.spokenOf', values)
    announce({ key, kind: 'number', text: estimate ? `${place}. ${estimate}` : place, everyMs })
  }, [position, length, estimate, announce, t])
}
