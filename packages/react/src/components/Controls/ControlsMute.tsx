'use client'
import { usePlayback } from '../../hooks/media/usePlayback.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { part } from '../../primitives/part/part.tsx'
import { controlsMessages } from './Controls.messages.ts'
import * as paths from './icon-paths.ts'

function useMute() {
  const { muted, setMuted } = usePlayback()
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
export const ControlsMute = /* @__PURE__ */ part('Controls.Mute', 'button', 'controls-mute', useMute)
