'use client'
import { forwardRef } from 'react'
import { createSession, type Session, type SessionOptions, type StreamSource } from '@standby/core'
import { useCreateSession } from '../../session/useCreateSession.ts'
import { PlayerFrame, type PlayerFrameProps } from './PlayerFrame.tsx'

interface Owned {
  /** The player creates the session and destroys it. A new `source.id` creates a new session. */
  source: StreamSource
  /** Read once, when the session is created, and not compared later. */
  options?: Omit<SessionOptions, 'source'> | undefined
}

interface Given {
  /** A session created outside React or by `useCreateSession`. The player does not destroy it. */
  session: Session
}

export type StreamPlayerProps = PlayerFrameProps &
  ((Owned & { session?: never }) | (Given & { source?: never; options?: never }))

/** Provider, view, overlays and controls in one. Renders a `<section>`. */
export const StreamPlayer = forwardRef<HTMLElement, StreamPlayerProps>(function StreamPlayer(props, ref) {
  const { source, session, options, ...frame } = props
  return session ? (
    <PlayerFrame {...frame} session={session} ref={ref} />
  ) : (
    <OwningPlayer {...frame} source={source} options={options} ref={ref} />
  )
})

const OwningPlayer = forwardRef<HTMLElement, PlayerFrameProps & Owned>(function OwningPlayer(
  { source, options, ...frame },
  ref,
) {
  const make = () => {
    // Starts the download early, while React still renders the rest.
    if (options?.autoStart !== false) source.preload?.()
    return createSession({ ...options, source })
  }
  const session = useCreateSession(make, source.id)
  return <PlayerFrame {...frame} session={session} ref={ref} />
})
