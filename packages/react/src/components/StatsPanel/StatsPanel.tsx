'use client'
import { List, Root, Title, useShown, useStatsHistory } from './parts.tsx'

export interface StatsPanelProps {
  /** Left out: `useStatsPanel()` opens and closes it. */
  open?: boolean | undefined
}

/** What the source measures, each second, with the last half minute as a line. Never takes the focus. */
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
