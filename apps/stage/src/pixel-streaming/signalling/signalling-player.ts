import { createAlarm, type Alarm, type Clock } from '../../gateway/gateway-clock.ts'
import type { SignallingSocket } from './signalling-socket.ts'
import type { Waiting } from './waiting-line.ts'

/** A viewer with a socket, or a simulated viewer without one. */
export interface SignallingPlayer extends Waiting {
  readonly id: string
  readonly socket: SignallingSocket | null
  state: 'connected' | 'queued' | 'subscribed' | 'gone'
  /** Null without a streamer; also for a subscriber that was not told that its streamer is gone. */
  streamer: RegisteredStreamer | null
  queuedAt: number
  subscribedAt: number
  /** True when the streamer makes the offer, false when the player does. */
  offered: boolean
  readonly runtime: Alarm
  readonly keepalive: Alarm
  /** For simulated viewers: called when it gets a streamer. */
  onPlace?: () => void
}

export interface RegisteredStreamer {
  id: string
  readonly socket: SignallingSocket
  readonly players: Set<SignallingPlayer>
}

export function createPlayer(
  id: string,
  socket: SignallingSocket | null,
  clock: Clock,
  tell: (player: SignallingPlayer, ...place: Parameters<Waiting['tell']>) => void,
): SignallingPlayer {
  const player: SignallingPlayer = {
    id,
    socket,
    state: 'connected',
    streamer: null,
    queuedAt: 0,
    subscribedAt: 0,
    offered: true,
    runtime: createAlarm(clock),
    keepalive: createAlarm(clock),
    tell: (place) => tell(player, place),
  }
  return player
}
