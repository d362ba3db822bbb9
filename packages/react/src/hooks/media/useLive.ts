'use client'
import { useMemo } from 'react'
import type { LiveSample } from '@standby/core'
import { serverLive } from '../../session/reading/server-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionActions } from '../session/useSessionActions.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface LiveEdge {
  /** Distance to the live edge, ms; `null` while unknown. */
  readonly latencyMs: number | null
  readonly atEdge: boolean
  /** How far back the viewer can seek, ms; 0 where there is no DVR. */
  readonly seekableMs: number
  readonly seekToLive: () => void
}

const latency = ({ latencyMs, atEdge, seekableMs }: LiveSample) => ({ latencyMs, atEdge, seekableMs })
const atEdge = { latencyMs: null, atEdge: true, seekableMs: 0 }

/**
 * The playback position relative to the live edge. The calling component renders with every sample, so use it only
 * where the number is shown, or select a coarse slice with `useLiveSample`.
 */
export function useLive(): LiveEdge {
  const sample = useLiveSample((live) => (live ? latency(live) : atEdge))
  const { seekToLive } = useSessionActions()
  return useMemo(() => ({ ...sample, seekToLive }), [sample, seekToLive])
}

/** A slice of the live-edge samples. Renders only when the slice changes (shallow-equal, or `isEqual`). */
export function useLiveSample<T>(
  selector: (live: LiveSample | null) => T,
  isEqual?: (a: T, b: T) => boolean,
): T {
  return useSource(useSessionHandle().live, serverLive, selector, isEqual)
}
