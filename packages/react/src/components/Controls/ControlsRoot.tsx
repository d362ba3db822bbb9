'use client'
import { useRef } from 'react'
import { useMessages } from '../../i18n/use-messages.ts'
import { controlsMessages } from './Controls.messages.ts'
import { useAutoHide } from './auto-hide/use-auto-hide.ts'
import { useShortcuts } from './shortcuts/use-shortcuts.ts'
import { controls, type ControlsState } from './use-controls.ts'

function useRoot(state: ControlsState | null) {
  const ref = useRef<HTMLDivElement>(null)
  const t = useMessages(controlsMessages)
  useAutoHide(ref, { shown: state !== null, playing: state?.state === 'playing' })
  useShortcuts(state)
  return state && { ref, role: 'group', 'aria-label': t('controls.label'), 'data-surface': 'bar' }
}

/**
 * The bar at the foot of the picture, with its shortcut keys and its auto-hide. Renders a `<div>`; nothing while
 * there is no media. It has `data-hidden` while it is hidden.
 */
export const ControlsRoot = /* @__PURE__ */ controls.root('Root', 'div', useRoot)

/** Fills the space between the two ends of the bar. Renders a `<div>`. */
export const ControlsSpace = /* @__PURE__ */ controls.part('Space', 'div', () => ({}))
