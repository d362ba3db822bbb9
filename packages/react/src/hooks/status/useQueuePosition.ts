'use client'
import type { Queue } from '@standby/core'
import { useSession } from '../session/useSession.ts'

/** The viewer's place in the queue, as last reported by the far end; `null` outside the queue. */
export function useQueuePosition(): Queue | null {
  return useSession((state) => state.queue)
}
