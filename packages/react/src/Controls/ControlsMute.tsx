'use client'
import { usePlayback } from '../hooks/usePlayback.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { part } from '../part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import { ControlsIcon } from './ControlsIcon.tsx'

/** Turns the sound off and on. Renders a `<button>` with `aria-pressed`. */
export const ControlsMute = part('button', 'controls-mute', () => {
  const { muted, setMuted } = usePlayback()
  const t = useMessages(controlsMessages)
  return {
    type: 'button' as const,
    'aria-label': t('controls.mute'),
    'aria-pressed': muted,
    onClick: () => setMuted(!muted),
    children: <ControlsIcon name={muted ? 'muted' : 'volume'} />,
  }
})
