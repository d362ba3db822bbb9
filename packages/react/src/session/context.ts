'use client'
import { createContext } from 'react'
import type { Session } from '@standby/core'

/** Holds the session itself, never its state, so that providing one renders nothing below it. */
export const SessionContext = createContext<Session | null>(null)
SessionContext.displayName = 'StandbySession'
