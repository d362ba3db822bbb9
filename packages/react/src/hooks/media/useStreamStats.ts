'use client'
import type { StatsSample } from '@standby/core'
import { serverStats } from '../../session/reading/server-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

const everything = (stats: StatsSample | null) => stats

/** The last sample of the source's statistics; `null` before the first. Renders with every sample. */
export function useStreamStats(): StatsSample | null {
  return useSource(useSessionHandle().stats, serverStats, everything)
}
