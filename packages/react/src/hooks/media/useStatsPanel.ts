'use client'
import { useMemo, useSyncExternalStore } from 'react'
import { panelStore } from '../../session/stats-panel.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface StatsPanelState {
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  readonly toggle: () => void
}

const closed = () => false

/** Opens and closes the statistics panel, e.g. from a button of your own. */
export function useStatsPanel(): StatsPanelState {
  const store = panelStore(useSessionHandle())
  const open = useSyncExternalStore(store.subscribe, store.get, closed)
  return useMemo(() => ({ open, setOpen: store.set, toggle: () => store.set(!store.get()) }), [open, store])
}
