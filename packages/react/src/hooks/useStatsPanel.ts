'use client'
import { useMemo } from 'react'
import { useSource } from '../session/use-selector.ts'
import { panelStore } from '../StatsPanel/panel-state.ts'
import { useSessionHandle } from './useSessionHandle.ts'

export interface StatsPanelState {
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  readonly toggle: () => void
}

const itself = (open: boolean) => open

/** Whether the sheet with statistics is open, for a button of your own. */
export function useStatsPanel(): StatsPanelState {
  const store = panelStore(useSessionHandle())
  const open = useSource(store, false, itself)
  return useMemo(() => ({ open, setOpen: store.set, toggle: () => store.set(!store.get()) }), [open, store])
}
