'use client'
import { useFullscreen } from '../../hooks/media/useFullscreen.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { part } from '../../primitives/part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'
import { ignoreRefusal } from './refusal.ts'

function useFullscreenPart() {
  const fullscreen = useFullscreen()
  const t = useMessages(controlsMessages)
  return (
    fullscreen && {
      'data-tool': '',
      'aria-label': t('controls.fullscreen'),
      'aria-pressed': fullscreen.active,
      onClick: () => ignoreRefusal(fullscreen.toggle()),
      children: <Icon d={fullscreen.active ? paths.exitFullscreen : paths.fullscreen} />,
    }
  )
}

/** Fullscreen of the whole view. Renders a `<button>` with `aria-pressed`; nothing where the browser has none. */
export const ControlsFullscreen = /* @__PURE__ */ part(
  'Controls.Fullscreen',
  'button',
  'controls-fullscreen',
  useFullscreenPart,
)
