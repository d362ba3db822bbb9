'use client'
import { useMemo } from 'react'
import type { Tracks } from '@standby/core'
import { useTracks } from '../../session/reading/use-tracks.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface AudioTrackChoice extends NonNullable<Tracks['audios']> {
  /** Selects a track by its id in `items`. */
  readonly select: (id: string) => void
}

/** The audio tracks the viewer can choose from; `null` where the source offers none. */
export function useAudioTracks(): AudioTrackChoice | null {
  const { tracks } = useSessionHandle()
  const list = useTracks('audios')
  return useMemo(() => list && { ...list, select: (id) => tracks.selectAudio(id) }, [list, tracks])
}
