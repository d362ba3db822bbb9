'use client'
import { useMemo } from 'react'
import { useReached } from '../../session/reading/use-reached.ts'
import { useSession } from '../session/useSession.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface RuntimeWarningInfo {
  /** When the far end's limit ends the session; local epoch, ms. */
  readonly deadline: number
}

/** The far end's time limit once it is near (`policies.runtimeWarningMs`); otherwise `null`. */
export function useRuntimeWarning(): RuntimeWarningInfo | null {
  const { policies } = useSessionHandle()
  const deadline = useSession((state) => state.runtime?.deadline ?? null)
  const ended = useSession((state) => state.end !== null)
  const near = useReached(deadline === null || ended ? null : deadline - policies.runtimeWarningMs)
  return useMemo(() => (near && deadline !== null ? { deadline } : null), [near, deadline])
}
