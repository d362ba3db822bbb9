'use client'
import type { Session } from '@standby/core'
import { useRequiredSession } from '../../session/required-session.ts'

/** The session itself, without subscribing to it: for `on`, `getDiagnostics`, `send`. */
export function useSessionHandle(options?: { session?: Session }): Session {
  return useRequiredSession('useSessionHandle', options?.session)
}
