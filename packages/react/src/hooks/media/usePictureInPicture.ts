'use client'
import { useMemo, useSyncExternalStore } from 'react'
import { serverMedia } from '../../session/reading/server-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface PictureInPicture {
  readonly active: boolean
  /** Rejects as the browser does, e.g. without a user gesture. */
  readonly enter: () => Promise<void>
  readonly exit: () => Promise<void>
  readonly toggle: () => Promise<void>
}

const never = () => () => {}
const supported = () => document.pictureInPictureEnabled === true
const unsupported = () => false

/** Picture-in-Picture of the session's video; `null` where the browser has none, or there is no picture. */
export function usePictureInPicture(): PictureInPicture | null {
  const { media } = useSessionHandle()
  const enabled = useSyncExternalStore(never, supported, unsupported)
  const active = useSource(media, serverMedia, ({ pictureInPicture }) => pictureInPicture)
  const hasPicture = useSource(media, serverMedia, (state) => state.hasPicture)
  // The window stays while the stream is away, and there must be a way back from it.
  const available = enabled && (hasPicture || active)
  return useMemo(() => {
    if (!available) return null
    const enter = () => media.requestPictureInPicture()
    const exit = () => media.exitPictureInPicture()
    return { active, enter, exit, toggle: active ? exit : enter }
  }, [available, active, media])
}
