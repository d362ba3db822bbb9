import type { Clock } from '../../gateway/gateway-clock.ts'
import { createWaitingTimes } from '../../gateway/queue/waiting-times.ts'
import type { HeldFaults } from '../held-faults.ts'
import type { SignallingEvent, SignallingOptions } from './signalling-process-messages.ts'
import type { RegisteredStreamer, SignallingPlayer } from './signalling-player.ts'
import type { ToPlayerMessage } from './signalling-messages.ts'
import { vendors, type Ending } from '../vendors.ts'
import { createWaitingQueue, type WaitingQueue } from './waiting-line.ts'

/** Assigns players to streamers, and queues the others. */
export interface Placement {
  readonly queue: WaitingQueue<SignallingPlayer>
  /** The streamer ids that a player gets on `listStreamers`. */
  listFor(viewer: string): string[]
  /**
   * Gives a player a streamer or a place in the queue, or tells it why not. `wanted`: a streamer id; null: the first.
   * Returns false when it got neither.
   */
  subscribe(player: SignallingPlayer, wanted: string | null): boolean
  /** Frees the player's streamer or its place in the queue. */
  release(player: SignallingPlayer): void
  /** Gives free streamers to waiting players. */
  promote(): void
}

export interface PlacementOptions {
  readonly options: SignallingOptions
  readonly clock: Clock
  readonly faults: HeldFaults
  readonly streamers: ReadonlySet<RegisteredStreamer>
  sessions(): readonly SignallingPlayer[]
  say(player: SignallingPlayer, message: ToPlayerMessage): void
  onEvent(event: SignallingEvent): void
  /** Closes a player that was about to get a streamer or a place in the queue. */
  refuse(player: SignallingPlayer, ending: Ending): void
  /** Called when the player's max runtime is reached. */
  onRuntime(player: SignallingPlayer): void
}

export function createPlacement(deps: PlacementOptions): Placement {
  const { options, clock, faults, streamers, say, onEvent } = deps
  const { playersPerStreamer, streamerId, maxRuntimeMs } = options
  const hasQueue = vendors[options.vendor].queue !== null
  const times = createWaitingTimes(options.expectedSessionMs)
  const queue = createWaitingQueue<SignallingPlayer>(options.updateMs, clock, (count) =>
    times.guess(
      count,
      deps.sessions().map(({ subscribedAt }) => clock.now() - subscribedAt),
      streamers.size * playersPerStreamer,
    ),
  )
  const count = ({ players }: RegisteredStreamer): void => {
    for (const player of players) say(player, { type: 'playerCount', count: players.size })
  }
  const hasRoom = ({ players }: RegisteredStreamer): boolean =>
    playersPerStreamer === 0 || players.size < playersPerStreamer
  const visible = (viewer: string): RegisteredStreamer[] =>
    faults.holds('no-streamer', viewer) ? [] : [...streamers]
  const freeFor = (viewer: string): RegisteredStreamer | undefined =>
    faults.holds('full', viewer) ? undefined : visible(viewer).find(hasRoom)

  const assign = (player: SignallingPlayer, streamer: RegisteredStreamer): boolean => {
    const refusal = faults.refusesPlace(player.id)
    if (refusal) {
      deps.refuse(player, refusal)
      return false
    }
    queue.leave(player)
    player.state = 'subscribed'
    player.streamer = streamer
    player.subscribedAt = clock.now()
    streamer.players.add(player)
    if (maxRuntimeMs > 0) player.runtime.set(maxRuntimeMs, () => deps.onRuntime(player))
    onEvent({ type: 'assigned', viewer: player.id, worker: streamer.id })
    if (player.socket)
      streamer.socket.send({
        type: 'playerConnected',
        dataChannel: true,
        sfu: false,
        sendOffer: player.offered,
        playerId: player.id,
      })
    count(streamer)
    player.onPlace?.()
    return true
  }
  const fail = (player: SignallingPlayer, message: string): false => {
    say(player, { type: 'subscribeFailed', message })
    onEvent({ type: 'refused', viewer: player.id, code: null, reason: message })
    return false
  }
  const enqueue = (player: SignallingPlayer): boolean => {
    const free = queue.members.length === 0 ? freeFor(player.id) : undefined
    if (free) return assign(player, free)
    if (faults.holds('queue-closed', player.id)) {
      deps.refuse(player, 'queue-closed')
      return false
    }
    player.state = 'queued'
    player.queuedAt = clock.now()
    queue.join(player)
    return true
  }
  const listFor = (viewer: string): string[] => {
    if (!hasQueue) return visible(viewer).map(({ id }) => id)
    // A vendor with a queue lists one application, for any number of streamers.
    return faults.holds('no-streamer', viewer) ? [] : [streamerId]
  }
  const release = (player: SignallingPlayer): void => {
    queue.leave(player)
    const { streamer, state } = player
    if (state === 'gone') return
    player.runtime.clear()
    player.state = 'connected'
    player.streamer = null
    if (state !== 'subscribed') return
    times.ended(clock.now() - player.subscribedAt)
    if (!streamer?.players.delete(player)) return
    if (player.socket) streamer.socket.send({ type: 'playerDisconnected', playerId: player.id })
    count(streamer)
  }

  return {
    queue,
    listFor,
    subscribe(player, wanted) {
      release(player)
      const id = wanted ?? listFor(player.id)[0]
      if (id === undefined || !listFor(player.id).includes(id))
        return fail(player, `Streamer ${id ?? ''} does not exist.`)
      if (hasQueue) return enqueue(player)
      const streamer = visible(player.id).find((each) => each.id === id)
      if (streamer && hasRoom(streamer) && !faults.holds('full', player.id)) return assign(player, streamer)
      return fail(player, `Streamer ${id} is full. Max players = ${playersPerStreamer}.`)
    },
    release,
    promote() {
      for (const player of queue.members) {
        // A refusal in this loop can change other players: skip those that no longer wait.
        if (player.state !== 'queued') continue
        const free = freeFor(player.id)
        if (free) assign(player, free)
      }
    },
  }
}
