'use client'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'
import { controls, type ControlsState } from './use-controls.ts'

function usePlay({ state, play, pause }: ControlsState) {
  const t = useMessages(controlsMessages)
  const resting = state === 'paused' || state === 'blocked'
  return {
    'data-tool': '',
    'aria-label': t(resting ? 'controls.play' : 'controls.pause'),
    onClick: resting ? play : pause,
    children: <Icon d={resting ? paths.play : paths.pause} />,
  }
}

/** Plays or pauses. Renders a `<button>` whose name says what it does next. */
export const ControlsPlay = /* @__PURE__ */ controls.part('Play', 'button', usePlay)
