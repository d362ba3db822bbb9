'use client'
import { createContext } from 'react'
import type { Session } from '@standby/core'

/** Holds the session, not its state, so that a state change does not render everything below the provider. */
export const SessionContext = createContext<Session | null>(null)
SessionContext.displayName = 'StandbySession'
