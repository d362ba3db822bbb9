'use client'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'
import { ignoreRefusal } from './refusal.ts'
import { controls, type ControlsState } from './use-controls.ts'

function useFullscreenPart({ fullscreen }: ControlsState) {
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
export const ControlsFullscreen = /* @__PURE__ */ controls.part('Fullscreen', 'button', useFullscreenPart)
