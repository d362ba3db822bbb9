'use client'
import { useSyncExternalStore } from 'react'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { connectionQualityMessages } from './ConnectionQuality.messages.ts'
import { Bars } from './Bars.tsx'
import { qualityStore } from './quality-store.ts'

const unknown = () => null

/** Renders when the level changes, not with each sample. */
function useRoot() {
  const store = qualityStore(useSessionHandle())
  const level = useSyncExternalStore(store.subscribe, store.get, unknown)
  const hasMedia = useSession(({ status }) => status === 'streaming' || status === 'idle')
  const t = useMessages(connectionQualityMessages)
  if (!hasMedia || level === null) return null
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
export const Root = /* @__PURE__ */ part('ConnectionQuality.Root', 'span', 'connection-quality', useRoot)
