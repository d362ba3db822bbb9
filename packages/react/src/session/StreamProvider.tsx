'use client'
import type { ReactNode } from 'react'
import type { Session } from '@standby/core'
import { SessionContext } from './context.ts'

export interface StreamProviderProps {
  /** Made outside React (`createSession`) or by `useCreateSession`. The provider never destroys it. */
  session: Session
  children?: ReactNode
}

/** Gives the hooks and components below it their session. State only: the picture's place is `StreamView`. */
export function StreamProvider({ session, children }: StreamProviderProps) {
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
}
