'use client'
import { forwardRef, type ComponentPropsWithoutRef, type ForwardedRef, type ReactNode } from 'react'
import { SeekBar } from '../SeekBar/SeekBar.tsx'
import { Slots } from '../../primitives/slots/Slots.tsx'
import { AudioMenu } from '../TrackMenus/AudioMenu.tsx'
import { CaptionsMenu } from '../TrackMenus/CaptionsMenu.tsx'
import { QualityMenu } from '../TrackMenus/QualityMenu.tsx'
import { ControlsFullscreen } from './ControlsFullscreen.tsx'
import { ControlsMute } from './ControlsMute.tsx'
import { ControlsPip } from './ControlsPip.tsx'
import { ControlsPlay } from './ControlsPlay.tsx'
import { ControlsRoot, ControlsSpace } from './ControlsRoot.tsx'
import { ControlsVolume } from './ControlsVolume.tsx'

export interface ControlsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** Rendered after the volume, e.g. a `<LiveBadge />` where no corner has one. */
  start?: ReactNode
  /** Rendered before the menus, e.g. buttons of your own. */
  end?: ReactNode
}

/**
 * Play, sound, DVR, captions, quality, picture-in-picture and fullscreen, each only where the source and the
 * browser offer it. Keys, while the focus is in the view: Space or k, m, f, c and the arrows.
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
      <Slots>{start}</Slots>
      <ControlsSpace>
        <SeekBar />
      </ControlsSpace>
      <Slots>{end}</Slots>
      <CaptionsMenu />
      <AudioMenu />
      <QualityMenu />
      <ControlsPip />
      <ControlsFullscreen />
    </ControlsRoot>
  )
})
