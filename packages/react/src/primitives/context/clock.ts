'use client'
import { createContext, useContext } from 'react'
import type { Environment } from '@standby/core'

/** The source of time and online state for hooks. Tests provide a manual one. */
export type Clock = Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout' | 'online' | 'on'>

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  get online() {
    return navigator.onLine
  },
  on(event, listener) {
    window.addEventListener(event, listener)
    return () => window.removeEventListener(event, listener)
  },
}

export const ClockContext = createContext<Clock>(systemClock)
ClockContext.displayName = 'StandbyClock'

export function useClock(): Clock {
  return useContext(ClockContext)
}
