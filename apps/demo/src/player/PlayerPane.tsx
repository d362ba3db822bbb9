import { StatsPanel, StreamPlayer } from '@standby/react'
import { useEffect, useRef } from 'react'
import type { Desk } from '../desk/desk.ts'
import type { Show } from '../desk/show/show.ts'
import { useStore } from '../store.ts'
import { observePlayer } from './observe-player.ts'

const starting: Record<Show['kind'], string> = {
  stream: 'Starting an encoder',
  application: 'Starting workers',
  'pixel-stream': 'Starting streamers',
}

/** The player, or an empty box before there is a show. */
export function PlayerPane({ desk }: { desk: Desk }) {
  const { show, opening } = useStore(desk.state)
  if (show) return <ObservedPlayer key={show.client.id} desk={desk} show={show} />
  return <output className="player-empty">{opening ? starting[opening] : 'Nothing on the stage'}</output>
}

/** Gives the desk its observation of the player while the player is on the page. */
function ObservedPlayer({ desk, show: { kind, session } }: { desk: Desk; show: Show }) {
  const frame = useRef<HTMLDivElement>(null)
  const statistics = useStore(desk.statistics)
  useEffect(() => {
    const root = frame.current?.querySelector<HTMLElement>('[data-standby="stream-view"]')
    const { video } = session.media
    if (!root || !video) return
    const observation = observePlayer(root, video, kind === 'stream' ? 'stream' : 'application')
    desk.observation.set(observation)
    return () => {
      observation.stop()
      desk.observation.set(null)
    }
  }, [desk, session, kind])
  return (
    <div ref={frame} className="player">
      <StreamPlayer session={session} overlays={{ statsPanel: <StatsPanel open={statistics} /> }} />
    </div>
  )
}
