'use client'
import { forwardRef, type ComponentPropsWithoutRef, type ForwardedRef, type ReactNode } from 'react'
import { ControlsAudio } from './ControlsAudio.tsx'
import { ControlsCaptions } from './ControlsCaptions.tsx'
import { ControlsFullscreen } from './ControlsFullscreen.tsx'
import { ControlsMute } from './ControlsMute.tsx'
import { ControlsPip } from './ControlsPip.tsx'
import { ControlsPlay } from './ControlsPlay.tsx'
import { ControlsQuality } from './ControlsQuality.tsx'
import { ControlsRoot } from './ControlsRoot.tsx'
import { ControlsSeek } from './ControlsSeek.tsx'
import { ControlsSpace } from './ControlsSpace.tsx'
import { ControlsVolume } from './ControlsVolume.tsx'

export interface ControlsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** After the volume; e.g. a `<LiveBadge />` where no corner has one. */
  start?: ReactNode
  /** Before the menus: buttons of your own. */
  end?: ReactNode
}

/**
 * Play, sound, DVR, captions, quality, picture-in-picture and fullscreen, each only where the source and the
 * browser offer it. While the focus is in the view: Space or k, m, f, c and the arrows.
 */
export const Controls = forwardRef(function Controls(
  { start, end, ...props }: ControlsProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  return (
    <ControlsRoot {...props} ref={ref}>
      <ControlsPlay />
      <ControlsMute />
      <ControlsVolume />
      {start}
      <ControlsSpace>
        <ControlsSeek />
      </ControlsSpace>
      {end}
      <ControlsCaptions />
      <ControlsAudio />
      <ControlsQuality />
      <ControlsPip />
      <ControlsFullscreen />
    </ControlsRoot>
  )
})
