'use client'
import { createContext, useContext } from 'react'
import type { Environment } from '@standby/core'

/** Where hooks that compare a deadline with now take the time from; tests provide a manual one. */
export type Clock = Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout'>

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
}

export const ClockContext = createContext<Clock>(systemClock)
ClockContext.displayName = 'StandbyClock'

export function useClock(): Clock {
  return useContext(ClockContext)
}
