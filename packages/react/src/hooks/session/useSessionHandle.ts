'use client'
import type { Session } from '@standby/core'
import { useRequiredSession } from '../../session/required-session.ts'

/** The session itself, e.g. for `on`, `getDiagnostics` or `send`. Does not subscribe to its state. */
export function useSessionHandle(options?: { session?: Session }): Session {
  return useRequiredSession('useSessionHandle', options?.session)
}
