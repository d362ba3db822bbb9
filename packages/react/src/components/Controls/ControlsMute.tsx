'use client'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'
import { controls, type ControlsState } from './use-controls.ts'

function useMute({ muted, setMuted }: ControlsState) {
  const t = useMessages(controlsMessages)
  return {
    'data-tool': '',
    'aria-label': t('controls.mute'),
    'aria-pressed': muted,
    onClick: () => setMuted(!muted),
    children: <Icon d={muted ? paths.muted : paths.volume} />,
  }
}

/** Turns the sound off and on. Renders a `<button>` with `aria-pressed`. */
export const ControlsMute = /* @__PURE__ */ controls.part('Mute', 'button', useMute)
