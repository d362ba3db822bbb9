'use client'
import { useSyncExternalStore } from 'react'
import { isWritable } from '../../i18n/is-writable.ts'
import { useClock } from '../context/clock.ts'
import { tickerOf } from './ticker.ts'

const nothing = () => () => {}

/**
 * The number of steps left until a deadline (local epoch, ms), min 0. Renders only when that number changes. `null`
 * without a finite deadline, and on a server, which does not know the viewer's time.
 */
export function useTimeLeft(deadline: number | null, stepMs = 1000): number | null {
  const ticker = tickerOf(useClock())
  return useSyncExternalStore(
    isWritable(deadline) ? ticker.subscribe : nothing,
    () => (isWritable(deadline) ? stepsLeft(deadline - ticker.second(), stepMs) : null),
    () => null,
  )
}

/** Rounds down to seconds, then up to steps: 90 s are 2 min, and "0 min" appears only at the end. */
function stepsLeft(ms: number, stepMs: number): number {
  const wholeSeconds = Math.max(0, Math.floor(ms / 1000)) * 1000
  return Math.ceil(wholeSeconds / stepMs)
}
