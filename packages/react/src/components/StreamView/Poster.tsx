'use client'
import { serverMedia } from '../../session/reading/server-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'

/** Shown until a frame has been painted, and where the last frame cannot be kept. */
export function Poster({ src }: { src: string }) {
  const { media } = useSessionHandle()
  const hasPicture = useSource(media, serverMedia, (state) => state.hasPicture)
  return hasPicture ? null : <img data-standby="stream-view-poster" src={src} alt="" />
}
