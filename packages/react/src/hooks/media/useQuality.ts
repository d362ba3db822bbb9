'use client'
import { useMemo } from 'react'
import type { Tracks } from '@standby/core'
import { useTracks } from '../../session/reading/use-tracks.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface QualityChoice extends NonNullable<Tracks['qualities']> {
  /** Selects a quality by its id in `items`; `auto` leaves the choice to the source. */
  readonly select: (id: string) => void
}

/** The qualities the viewer can choose from; `null` where the source offers none. */
export function useQuality(): QualityChoice | null {
  const { tracks } = useSessionHandle()
  const list = useTracks('qualities')
  return useMemo(() => list && { ...list, select: (id) => tracks.selectQuality(id) }, [list, tracks])
}
