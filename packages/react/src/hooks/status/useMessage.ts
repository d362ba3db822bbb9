'use client'
import { useEffect } from 'react'
import { useLatest } from '../../primitives/effects/use-latest.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

/**
 * Calls `listener` with every message of the far end. Messages are untrusted: parse them before use. The listener may
 * be an inline function; that of the last render is called.
 */
export function useMessage(listener: (data: unknown) => void): void {
  const session = useSessionHandle()
  const latest = useLatest(listener)
  useEffect(() => session.on('message', ({ data }) => latest.current(data)), [session, latest])
}
