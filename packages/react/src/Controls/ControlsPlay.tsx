'use client'
import { usePlayback } from '../hooks/usePlayback.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { part } from '../part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import { ControlsIcon } from './ControlsIcon.tsx'

/** Plays or pauses. Renders a `<button>` that is named after what it does next. */
export const ControlsPlay = part('button', 'controls-play', () => {
  const { state, play, pause } = usePlayback()
  const t = useMessages(controlsMessages)
  const resting = state === 'paused' || state === 'blocked'
  return {
    type: 'button' as const,
    'aria-label': t(resting ? 'controls.play' : 'controls.pause'),
    onClick: resting ? play : pause,
    children: <ControlsIcon name={resting ? 'play' : 'pause'} />,
  }
})
