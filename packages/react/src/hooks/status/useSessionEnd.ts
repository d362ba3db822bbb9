'use client'
import type { EndInfo } from '@standby/core'
import { useSession } from '../session/useSession.ts'

/** How and why the session ended, while `disconnected` or `failed`; otherwise `null`. */
export function useSessionEnd(): EndInfo | null {
  return useSession((state) => state.end)
}
