'use client'
import { List, Root, Title, useShown, useStatsHistory } from './parts.tsx'

export interface StatsPanelProps {
  /** Whether the panel is open. Default: `useStatsPanel()` opens and closes it. */
  open?: boolean | undefined
}

/** The source's statistics, updated with every sample, with the last 30 samples as a line. Never takes the focus. */
export function StatsPanel({ open }: StatsPanelProps) {
  useStatsHistory()
  if (!useShown(open)) return null
  return (
    <Root>
      <Title />
      <List />
    </Root>
  )
}
