'use client'
import { useSyncExternalStore } from 'react'
import { isWritable } from '../../i18n/is-writable.ts'
import { useClock } from '../../session/reading/clock.ts'
import { tickerOf } from './ticker.ts'

const nothing = () => () => {}

/**
 * How many steps are left until a deadline (local epoch, ms), never below zero; renders only when
 * that number changes. `null` for no deadline or one that is not finite, and on a server, which does not know the viewer's time.
 */
export function useTimeLeft(deadline: number | null, stepMs = 1000): number | null {
  const ticker = tickerOf(useClock())
  return useSyncExternalStore(
    isWritable(deadline) ? ticker.subscribe : nothing,
    () => (isWritable(deadline) ? stepsLeft(deadline - ticker.second(), stepMs) : null),
    () => null,
  )
}

/** Whole seconds, then every step that has begun: 90 s are two minutes, and nothing is ever "in 0 min" too early. */
function stepsLeft(ms: number, stepMs: number): number {
  const wholeSeconds = Math.max(0, Math.floor(ms / 1000)) * 1000
  return Math.ceil(wholeSeconds / stepMs)
}
