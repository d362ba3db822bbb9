'use client'
import { useMemo, useSyncExternalStore } from 'react'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { connectionQualityMessages } from './ConnectionQuality.messages.ts'
import { Bars } from './Bars.tsx'
import type { Level } from './level.ts'
import { qualityStore } from './quality-store.ts'

const unknown = () => null

export interface ConnectionQualityState {
  /** 4 is the best. */
  readonly level: Level
}

/** Changes with the level, not with each sample. */
function useConnectionQuality(): ConnectionQualityState | null {
  const store = qualityStore(useSessionHandle())
  const level = useSyncExternalStore(store.subscribe, store.get, unknown)
  const hasMedia = useSession(({ status }) => status === 'streaming' || status === 'idle')
  return useMemo(() => (hasMedia && level !== null ? { level } : null), [hasMedia, level])
}

function useRoot(state: ConnectionQualityState | null) {
  const t = useMessages(connectionQualityMessages)
  if (!state) return null
  const { level } = state
  const word = t(`connectionQuality.${level}`)
  return {
    role: 'img',
    'aria-label': t('connectionQuality.label', { word }),
    'data-surface': 'chip',
    'data-level': level,
    children: (
      <>
        <Bars level={level} />
        <span aria-hidden="true">{word}</span>
      </>
    ),
  }
}
/** Four bars and a word; nothing where the source measures no round trip, jitter or loss. */
export const Root = /* @__PURE__ */ part(
  'ConnectionQuality.Root',
  'span',
  'connection-quality',
  useConnectionQuality,
  useRoot,
)
