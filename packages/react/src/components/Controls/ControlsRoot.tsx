'use client'
import { useRef } from 'react'
import type { SessionState } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import { useAutoHide } from './auto-hide/use-auto-hide.ts'
import { useShortcuts } from './shortcuts/use-shortcuts.ts'

function useRoot() {
  const ref = useRef<HTMLDivElement>(null)
  const shown = useSession(hasMedia)
  const playing = useSession((state) => state.playback === 'playing')
  const t = useMessages(controlsMessages)
  useAutoHide(ref, { shown, playing })
  useShortcuts(shown)
  return shown ? { ref, role: 'group', 'aria-label': t('controls.label'), 'data-surface': 'bar' } : null
}

/** Other statuses show a card with its own actions; a refused autoplay shows the play gate. */
function hasMedia({ status, playback }: SessionState): boolean {
  return (status === 'streaming' || status === 'idle' || status === 'reconnecting') && playback !== 'blocked'
}

/**
 * The bar at the foot of the picture, with its shortcut keys and its auto-hide. Renders a `<div>`; nothing while
 * there is no media. It has `data-hidden` while it is hidden.
 */
export const ControlsRoot = /* @__PURE__ */ part('Controls.Root', 'div', 'controls', useRoot)
