'use client'
import { useMemo, useSyncExternalStore } from 'react'
import { serverMedia } from '../../session/reading/server-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface PictureInPicture {
  readonly active: boolean
  /** Rejects when the browser refuses, e.g. without a user gesture. */
  readonly enter: () => Promise<void>
  readonly exit: () => Promise<void>
  readonly toggle: () => Promise<void>
}

const never = () => () => {}
const supported = () => document.pictureInPictureEnabled === true
const unsupported = () => false

/** Picture-in-picture of the session's video; `null` where the browser has none, and until there is a picture. */
export function usePictureInPicture(): PictureInPicture | null {
  const { media } = useSessionHandle()
  const enabled = useSyncExternalStore(never, supported, unsupported)
  const active = useSource(media, serverMedia, ({ pictureInPicture }) => pictureInPicture)
  const hasPicture = useSource(media, serverMedia, (state) => state.hasPicture)
  // The window stays open when the stream is lost, and the viewer must be able to close it.
  const available = enabled && (hasPicture || active)
  return useMemo(() => {
    if (!available) return null
    const enter = () => media.requestPictureInPicture()
    const exit = () => media.exitPictureInPicture()
    return { active, enter, exit, toggle: active ? exit : enter }
  }, [available, active, media])
}
