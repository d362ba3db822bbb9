'use client'
import { useEffect } from 'react'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useStatsPanel } from '../../hooks/media/useStatsPanel.ts'
import { lazyChunk } from '../../primitives/lazy/lazy-chunk.ts'
import { useLazy } from '../../primitives/lazy/use-lazy.ts'
import { statsHistory } from '../StatsPanel/history.ts'

const statsPanel = /* @__PURE__ */ lazyChunk(
  'the stream statistics',
  () => import('../StatsPanel/StatsPanel.tsx'),
)

/** `StatsPanel`, loaded when the viewer opens it. The samples for its lines are collected from the start. */
export function LazyStatsPanel() {
  const session = useSessionHandle()
  const { open } = useStatsPanel()
  const loaded = useLazy(statsPanel)
  useEffect(() => statsHistory(session).watch(() => {}), [session])
  useEffect(() => {
    if (open) statsPanel.load()
  }, [open])
  return loaded ? <loaded.StatsPanel /> : null
}
