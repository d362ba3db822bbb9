'use client'
import { usePictureInPicture } from '../../hooks/media/usePictureInPicture.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { part } from '../../primitives/part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'
import { ignoreRefusal } from './refusal.ts'

function usePip() {
  const pip = usePictureInPicture()
  const t = useMessages(controlsMessages)
  return (
    pip && {
      'data-tool': '',
      'aria-label': t('controls.pip'),
      'aria-pressed': pip.active,
      onClick: () => ignoreRefusal(pip.toggle()),
      children: <Icon d={paths.pip} />,
    }
  )
}

/** Picture-in-picture. Renders a `<button>` with `aria-pressed`; nothing where the browser has none. */
export const ControlsPip = /* @__PURE__ */ part('Controls.Pip', 'button', 'controls-pip', usePip)
