'use client'
import { useEffect, useState } from 'react'
import type { Session } from '@standby/core'
import { useQueuePosition } from '../../hooks/status/useQueuePosition.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'

interface Seen {
  /** Identifies one wait in the queue. */
  readonly joinedAt: number | null
  readonly position: number | null
  readonly previous: number | null
}

/** Outlives the card. An offer unmounts the card, and a missed offer is what makes a position worse. */
const seenBy = new WeakMap<Session, Seen>()

/** The position before the last change; `null` until it changes for the first time. */
export function usePreviousPosition(position: number | null): number | null {
  const session = useSessionHandle()
  const joinedAt = useQueuePosition()?.joinedAt ?? null
  const [stored, setStored] = useState<Seen>(
    () => seenBy.get(session) ?? { joinedAt, position, previous: null },
  )
  // A new wait starts without history.
  const before = stored.joinedAt === joinedAt ? stored : { joinedAt, position, previous: null }
  const seen = Object.is(before.position, position)
    ? before
    : { joinedAt, position, previous: before.position }
  if (seen !== stored) setStored(seen)
  useEffect(() => void seenBy.set(session, seen))
  return seen.previous
}

const minute = 60_000

/** The estimate in whole minutes, min "about 1 min". `null` where there is none that can be written. */
export function useEstimate(): string | null {
  const etaMs = useQueuePosition()?.etaMs
  const t = useMessages(queueOverlayMessages)
  const { duration } = useFormat()
  if (etaMs === undefined) return null
  return t('queueOverlay.about', { time: duration(Math.max(1, Math.round(etaMs / minute)) * minute) }) || null
}
