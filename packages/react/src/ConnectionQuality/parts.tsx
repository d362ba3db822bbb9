'use client'
import { useSession } from '../hooks/useSession.ts'
import { useSessionHandle } from '../hooks/useSessionHandle.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { part } from '../part/part.tsx'
import { useSource } from '../session/use-selector.ts'
import { connectionQualityMessages } from './ConnectionQuality.messages.ts'
import { Bars } from './Bars.tsx'
import type { Level } from './level.ts'
import { qualityStore } from './quality-store.ts'

const itself = (level: Level | null) => level

/** Renders when the level changes, not with each sample. */
function useRoot() {
  const level = useSource(qualityStore(useSessionHandle()), null, itself)
  const flows = useSession(({ status }) => status === 'streaming' || status === 'idle')
  const t = useMessages(connectionQualityMessages)
  if (!flows || level === null) return null
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
export const Root = /* @__PURE__ */ part('span', 'connection-quality', useRoot)
