'use client'
import type { CSSProperties, ChangeEvent } from 'react'
import { useMessages } from '../../i18n/use-messages.ts'
import { controlsMessages } from './Controls.messages.ts'
import { controls, type ControlsState } from './use-controls.ts'

function useVolume({ volume, muted, setVolume }: ControlsState) {
  const t = useMessages(controlsMessages)
  const value = muted ? 0 : volume
  return {
    'data-rail': '',
    type: 'range' as const,
    min: 0,
    max: 1,
    step: 0.05,
    value,
    'aria-label': t('controls.volume'),
    'aria-valuetext': t('controls.volume.value', { percent: Math.round(value * 100) }),
    onChange: (event: ChangeEvent<HTMLInputElement>) => setVolume(event.currentTarget.valueAsNumber),
    style: { '--sb-filled': value } as CSSProperties,
  }
}

/** The volume, 0 to 1. Renders an `<input type="range">`. It is at 0 while muted; moving it unmutes. */
export const ControlsVolume = /* @__PURE__ */ controls.part('Volume', 'input', useVolume)
