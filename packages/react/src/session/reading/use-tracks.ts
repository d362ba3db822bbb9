'use client'
import type { Tracks } from '@standby/core'
import { useRequiredSession } from '../required-session.ts'
import { serverTracks } from './server-state.ts'
import { useSource } from './use-selector.ts'

/** One property of the session's tracks, e.g. the list of qualities. */
export function useTracks<K extends keyof Tracks>(kind: K): Tracks[K] {
  return useSource(useRequiredSession('useSessionHandle').tracks, serverTracks, (tracks) => tracks[kind])
}
