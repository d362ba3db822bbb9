'use client'
import type { ReactNode } from 'react'
import type { Session } from '@standby/core'
import { SessionContext } from '../primitives/context/session.ts'

export interface StreamProviderProps {
  /** Created outside React (`createSession`) or by `useCreateSession`. The provider never destroys it. */
  session: Session
  children?: ReactNode
}

/** Provides the session to the hooks and components below. It shows no picture: that is what `StreamView` does. */
export function StreamProvider({ session, children }: StreamProviderProps) {
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
}
