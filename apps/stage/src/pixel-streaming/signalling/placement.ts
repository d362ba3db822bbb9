import type { Clock } from '../../gateway/gateway-clock.ts'
import { createWaitingTimes } from '../../gateway/queue/waiting-times.ts'
import type { HeldFaults } from '../held-faults.ts'
import type { SignallingEvent, SignallingOptions } from './signalling-process-messages.ts'
import type { RegisteredStreamer, SignallingPlayer } from './signalling-player.ts'
import type { ToPlayerMessage } from './signalling-messages.ts'
import { vendors, type Ending } from '../vendors.ts'
import { createWaitingLine, type WaitingLine } from './waiting-line.ts'

/** Who has which streamer, and who waits for one. */
export interface Placement {
  readonly line: WaitingLine<SignallingPlayer>
  /** What a player finds when it asks for the list. */
  listFor(viewer: string): string[]
  /**
   * Gives a player a streamer, a place in the queue, or the reason why not. `wanted`: null takes the first there is.
   * False: it has nothing now.
   */
  subscribe(player: SignallingPlayer, wanted: string | null): boolean
  /** Its place is free, whatever it was. */
  release(player: SignallingPlayer): void
  /** Gives what is free to those who wait. */
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
  /** Closes a player that was about to get a place. */
  refuse(player: SignallingPlayer, ending: Ending): void
  /** Its time is over. */
  onRuntime(player: SignallingPlayer): void
}

export function createPlacement(deps: PlacementOptions): Placement {
  const { options, clock, faults, streamers, say, onEvent } = deps
  const { playersPerStreamer, streamerId, maxRuntimeMs } = options
  const queues = vendors[options.vendor].queue !== null
  const times = createWaitingTimes(options.expectedSessionMs)
  const line = createWaitingLine<SignallingPlayer>(options.updateMs, clock, (count) =>
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
    line.leave(player)
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
  const queue = (player: SignallingPlayer): boolean => {
    const free = line.members.length === 0 ? freeFor(player.id) : undefined
    if (free) return assign(player, free)
    if (faults.holds('queue-closed', player.id)) {
      deps.refuse(player, 'queue-closed')
      return false
    }
    player.state = 'queued'
    player.queuedAt = clock.now()
    line.join(player)
    return true
  }
  const listFor = (viewer: string): string[] => {
    if (!queues) return visible(viewer).map(({ id }) => id)
    // Behind a queue there is one application, however many streamers stand behind it.
    return faults.holds('no-streamer', viewer) ? [] : [streamerId]
  }
  const release = (player: SignallingPlayer): void => {
    line.leave(player)
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
    line,
    listFor,
    subscribe(player, wanted) {
      release(player)
      const id = wanted ?? listFor(player.id)[0]
      if (id === undefined || !listFor(player.id).includes(id))
        return fail(player, `Streamer ${id ?? ''} does not exist.`)
      if (queues) return queue(player)
      const streamer = visible(player.id).find((each) => each.id === id)
      if (streamer && hasRoom(streamer) && !faults.holds('full', player.id)) return assign(player, streamer)
      return fail(player, `Streamer ${id} is full. Max players = ${playersPerStreamer}.`)
    },
    release,
    promote() {
      for (const player of line.members) {
        // Whoever is refused on the way lets others come first.
        if (player.state !== 'queued') continue
        const free = freeFor(player.id)
        if (free) assign(player, free)
      }
    },
  }
}
