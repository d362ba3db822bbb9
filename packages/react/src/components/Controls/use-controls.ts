'use client'
import { useMemo } from 'react'
import type { SessionState } from '@standby/core'
import { useFullscreen, type Fullscreen } from '../../hooks/media/useFullscreen.ts'
import { usePictureInPicture, type PictureInPicture } from '../../hooks/media/usePictureInPicture.ts'
import { usePlayback, type Playback } from '../../hooks/media/usePlayback.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { compound } from '../../primitives/part/compound.tsx'

export interface ControlsState extends Playback {
  /** `null` where the browser has none. */
  readonly fullscreen: Fullscreen | null
  /** `null` where the browser has none, and until there is a picture. */
  readonly pictureInPicture: PictureInPicture | null
}

/** `null` while there is no media. */
function useControls(): ControlsState | null {
  const shown = useSession(hasMedia)
  const playback = usePlayback()
  const fullscreen = useFullscreen()
  const pictureInPicture = usePictureInPicture()
  return useMemo(
    () => (shown ? { ...playback, fullscreen, pictureInPicture } : null),
    [shown, playback, fullscreen, pictureInPicture],
  )
}

/** Other statuses show a card with its own actions; a refused autoplay shows the play gate. */
function hasMedia({ status, playback }: SessionState): boolean {
  return (status === 'streaming' || status === 'idle' || status === 'reconnecting') && playback !== 'blocked'
}

export const controls = /* @__PURE__ */ compound('Controls', useControls)
