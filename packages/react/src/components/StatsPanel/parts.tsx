'use client'
import { useEffect, useRef, type CSSProperties } from 'react'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useStatsPanel, type StatsPanelState } from '../../hooks/media/useStatsPanel.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { statsHistory } from './history.ts'
import { rows } from './rows.ts'
import { statsFormatOf } from './stats-format.ts'
import { statsPanelMessages } from './StatsPanel.messages.ts'
import { writeStats } from './write-stats.ts'

const sparkStyle: CSSProperties = {
  gridArea: '1 / 2',
  inlineSize: '100%',
  blockSize: '1.25em',
  overflow: 'visible',
  // Time runs in the direction of the text.
  scale: 'var(--sb-flip) 1',
}

export type { StatsPanelState }
const statsPanel = /* @__PURE__ */ compound('StatsPanel', useStatsPanel)

const useTitleId = () => `${useSessionHandle().id}-stats`

function useRoot() {
  const labelledBy = useTitleId()
  return { 'data-surface': 'sheet', 'aria-labelledby': labelledBy }
}
/** The sheet, always rendered; `StatsPanel` renders it only while it is open. */
export const Root = /* @__PURE__ */ statsPanel.root('Root', 'section', useRoot)

function useTitle() {
  const t = useMessages(statsPanelMessages)
  return { 'data-slot': 'title', id: useTitleId(), children: t('statsPanel.title') }
}
export const Title = /* @__PURE__ */ statsPanel.part('Title', 'h2', useTitle)

function useList() {
  const ref = useRef<HTMLDListElement>(null)
  const session = useSessionHandle()
  const t = useMessages(statsPanelMessages)
  const { locale } = useFormat()
  useEffect(() => {
    const history = statsHistory(session)
    const format = statsFormatOf(locale)
    const write = () => {
      if (ref.current) writeStats(ref.current, history, format, (value) => t('statsPanel.fps', { value }))
    }
    const stop = history.watch(write)
    write()
    return stop
  }, [session, locale, t])
  const children = rows.map(({ name, value }) => (
    <div key={name} data-standby="stats-panel-row" hidden>
      <dt data-standby="stats-panel-name">{t(`statsPanel.${name}`)}</dt>
      {value ? (
        <svg
          data-standby="stats-panel-spark"
          viewBox="0 0 100 20"
          preserveAspectRatio="none"
          aria-hidden="true"
          style={sparkStyle}
        >
          <polyline
            fill="none"
            stroke="currentColor"
            strokeWidth={1.25}
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      ) : null}
      <dd data-standby="stats-panel-value" data-wide={value ? undefined : ''} />
    </div>
  ))
  return { ref, children }
}
/** Name, line and value of each measured figure. Samples are written to the DOM without rendering. */
export const List = /* @__PURE__ */ statsPanel.part('List', 'dl', useList)

/** Collects the samples for the lines, also while the sheet is closed. */
export function useStatsHistory(): void {
  const session = useSessionHandle()
  useEffect(() => statsHistory(session).watch(() => {}), [session])
}

/** Whether to show the sheet: it is open, and the session has media. */
export function useShown(open: boolean | undefined): boolean {
  const panel = useStatsPanel()
  const hasMedia = useSession(
    ({ status }) => status === 'streaming' || status === 'idle' || status === 'reconnecting',
  )
  return hasMedia && (open ?? panel.open)
}
