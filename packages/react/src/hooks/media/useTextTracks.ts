'use client'
import { useMemo } from 'react'
import type { Tracks } from '@standby/core'
import { useTracks } from '../../session/reading/use-tracks.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface TextTrackChoice extends NonNullable<Tracks['texts']> {
  /** Selects a track by its id in `items`; `null` turns captions off. */
  readonly select: (id: string | null) => void
}

/** The captions and subtitles the viewer can choose from; `null` where the source offers none. */
export function useTextTracks(): TextTrackChoice | null {
  const { tracks } = useSessionHandle()
  const list = useTracks('texts')
  return useMemo(() => list && { ...list, select: (id) => tracks.selectText(id) }, [list, tracks])
}
