'use client'
import { forwardRef } from 'react'
import { createSession, type Session, type SessionOptions, type StreamSource } from '@standby/core'
import { useCreateSession } from '../../session/useCreateSession.ts'
import { PlayerFrame, type PlayerFrameProps } from './PlayerFrame.tsx'

interface Owned {
  /** The player makes the session and destroys it. Another `source.id` is another session. */
  source: StreamSource
  /** Read when the session is made, and not compared. */
  options?: Omit<SessionOptions, 'source'> | undefined
}

interface Given {
  /** Made outside React, or by `useCreateSession`: it outlives this player. */
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
    // While React renders what is around it.
    if (options?.autoStart !== false) source.preload?.()
    return createSession({ ...options, source })
  }
  const session = useCreateSession(make, source.id)
  return <PlayerFrame {...frame} session={session} ref={ref} />
})
