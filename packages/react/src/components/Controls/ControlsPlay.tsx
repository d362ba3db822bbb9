'use client'
import { usePlayback } from '../../hooks/media/usePlayback.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { part } from '../../primitives/part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'

function usePlay() {
  const { state, play, pause } = usePlayback()
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
export const ControlsPlay = /* @__PURE__ */ part('Controls.Play', 'button', 'controls-play', usePlay)
