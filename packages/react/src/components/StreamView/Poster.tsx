'use client'
import { serverMedia } from '../../session/reading/server-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'

/** Stands in until there is a painted frame, and where the last one cannot be kept. */
export function Poster({ src }: { src: string }) {
  const { media } = useSessionHandle()
  const hasPicture = useSource(media, serverMedia, (state) => state.hasPicture)
  return hasPicture ? null : <img data-standby="stream-view-poster" src={src} alt="" />
}
