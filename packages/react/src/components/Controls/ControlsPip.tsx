'use client'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'
import { ignoreRefusal } from './refusal.ts'
import { controls, type ControlsState } from './use-controls.ts'

function usePip({ pictureInPicture: pip }: ControlsState) {
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
export const ControlsPip = /* @__PURE__ */ controls.part('Pip', 'button', usePip)
