'use client'
import { useMemo } from 'react'
import { useSession } from '../session/useSession.ts'
import { useSessionActions } from '../session/useSessionActions.ts'

export interface AfkWarningInfo {
  /** When the session ends without input; local epoch, ms. */
  readonly deadline: number
  /** Ends the countdown and keeps the session. */
  readonly stay: () => void
}

/** The AFK countdown while it runs; otherwise `null`. */
export function useAfkWarning(): AfkWarningInfo | null {
  const deadline = useSession((state) => state.afk?.deadline ?? null)
  const { stay } = useSessionActions()
  return useMemo(() => (deadline === null ? null : { deadline, stay }), [deadline, stay])
}
