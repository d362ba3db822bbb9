'use client'
import { useMemo } from 'react'
import type { Cause, MediaState, PlaybackState, Session } from '@standby/core'
import { serverMedia } from '../../session/reading/server-state.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSession } from '../session/useSession.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface Playback {
  readonly state: PlaybackState
  readonly stallCause: Cause | null
  readonly muted: boolean
  /** Who muted: the viewer, or the browser's autoplay policy. */
  readonly mutedBy: MediaState['mutedBy']
  /** 0 to 1. */
  readonly volume: number
  readonly play: () => void
  readonly pause: () => void
  readonly setMuted: (muted: boolean) => void
  /** 0 to 1; a volume above 0 unmutes. */
  readonly setVolume: (volume: number) => void
}

/** The state of picture and sound, and the methods to change it. */
export function usePlayback(): Playback {
  const session = useSessionHandle()
  const state = useSession((state) => state.playback)
  const stallCause = useSession((state) => state.stallCause)
  const media = useSource(session.media, serverMedia, ({ muted, mutedBy, volume }) => ({
    muted,
    mutedBy,
    volume,
  }))
  const methods = playbackMethods(session)
  return useMemo(() => ({ state, stallCause, ...media, ...methods }), [state, stallCause, media, methods])
}

type PlaybackMethods = Pick<Playback, 'play' | 'pause' | 'setMuted' | 'setVolume'>

const bound = new WeakMap<Session, PlaybackMethods>()

function playbackMethods(session: Session): PlaybackMethods {
  let methods = bound.get(session)
  if (!methods) {
    methods = {
      play: () => session.media.play(),
      pause: () => session.media.pause(),
      setMuted: (muted) => session.media.setMuted(muted),
      setVolume: (volume) => session.media.setVolume(volume),
    }
    bound.set(session, methods)
  }
  return methods
}
