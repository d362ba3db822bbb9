import { StreamPlayer } from '@standby/react'
import type { Session } from '@standby/core'
import { useEffect, useRef } from 'react'
import type { Desk } from '../desk/desk.ts'
import { useStore } from '../store.ts'
import { observePlayer } from './observe-player.ts'

/** The player, or the place where it will be. */
export function PlayerPane({ desk }: { desk: Desk }) {
  const { show, opening } = useStore(desk.state)
  if (show) return <ObservedPlayer key={show.stream.id} desk={desk} session={show.session} />
  return (
    <output className="player-empty">{opening ? 'Starting an encoder' : 'No stream on the stage'}</output>
  )
}

/** Says to the desk what is seen of the player for as long as it is on the page. */
function ObservedPlayer({ desk, session }: { desk: Desk; session: Session }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const root = frame.current?.querySelector<HTMLElement>('[data-standby="stream-view"]')
    const { video } = session.media
    if (!root || !video) return
    const observation = observePlayer(root, video)
    desk.observation.set(observation)
    return () => {
      observation.stop()
      desk.observation.set(null)
    }
  }, [desk, session])
  return (
    <div ref={frame} className="player">
      <StreamPlayer session={session} />
    </div>
  )
}
