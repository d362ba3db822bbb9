'use client'
import { useFullscreen } from '../hooks/useFullscreen.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { part } from '../part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import { ControlsIcon } from './ControlsIcon.tsx'
import { ignoreRefusal } from './refusal.ts'

/** Fullscreen of the whole view. Renders a `<button>` with `aria-pressed`; nothing where there is none. */
export const ControlsFullscreen = part('button', 'controls-fullscreen', () => {
  const fullscreen = useFullscreen()
  const t = useMessages(controlsMessages)
  return (
    fullscreen && {
      type: 'button' as const,
      'aria-label': t('controls.fullscreen'),
      'aria-pressed': fullscreen.active,
      onClick: () => ignoreRefusal(fullscreen.toggle()),
      children: <ControlsIcon name={fullscreen.active ? 'fullscreen-exit' : 'fullscreen'} />,
    }
  )
})
