'use client'
import { usePictureInPicture } from '../hooks/usePictureInPicture.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { part } from '../part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import { ControlsIcon } from './ControlsIcon.tsx'
import { ignoreRefusal } from './refusal.ts'

/** Picture-in-picture. Renders a `<button>` with `aria-pressed`; nothing where the browser has none. */
export const ControlsPip = part('button', 'controls-pip', () => {
  const pip = usePictureInPicture()
  const t = useMessages(controlsMessages)
  return (
    pip && {
      type: 'button' as const,
      'aria-label': t('controls.pip'),
      'aria-pressed': pip.active,
      onClick: () => ignoreRefusal(pip.toggle()),
      children: <ControlsIcon name="pip" />,
    }
  )
})
