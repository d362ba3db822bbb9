'use client'
import { useMemo } from 'react'
import { useTracks } from '../../session/reading/use-tracks.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface Microphone {
  /** Whether the microphone is on and its sound goes to the far end. */
  readonly on: boolean
  readonly setOn: (on: boolean) => void
}

/** The viewer's microphone; `null` where the source takes none. */
export function useMicrophone(): Microphone | null {
  const session = useSessionHandle()
  const on = useTracks('microphone')?.on ?? null
  return useMemo(
    () => (on === null ? null : { on, setOn: (next) => session.setMicrophone(next) }),
    [on, session],
  )
}
