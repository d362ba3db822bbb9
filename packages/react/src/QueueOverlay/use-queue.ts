'use client'
import { useState } from 'react'
import { useQueuePosition } from '../hooks/useQueuePosition.ts'
import { useFormat, useMessages } from '../i18n/use-messages.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'

/** The position before the last change; `null` until it changes for the first time. */
export function usePreviousPosition(position: number | null): number | null {
  const [seen, setSeen] = useState({ position, previous: null as number | null })
  if (seen.position === position) return seen.previous
  // Another queue starts without a past.
  const previous = position === null ? null : seen.position
  setSeen({ position, previous })
  return previous
}

const minute = 60_000

/** The estimate in whole minutes; it stops at "about 1 min". */
export function useEstimate(): string | null {
  const etaMs = useQueuePosition()?.etaMs
  const t = useMessages(queueOverlayMessages)
  const { duration } = useFormat()
  if (etaMs === undefined) return null
  return t('queueOverlay.about', { time: duration(Math.max(1, Math.round(etaMs / minute)) * minute) })
}
