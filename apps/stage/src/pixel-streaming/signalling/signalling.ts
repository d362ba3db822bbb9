import type { Clock } from '../../gateway/gateway-clock.ts'
import { createHeldFaults, type HeldFaults } from '../held-faults.ts'
import { createPlacement } from './placement.ts'
import { createReceiver } from '../streamer/receiver.ts'
import {
  playerMessage,
  streamerMessage,
  type PlayerSaying,
  type StreamerMessage,
  type ToPlayerMessage,
} from './signalling-messages.ts'
import { createPlayer, type RegisteredStreamer, type SignallingPlayer } from './signalling-player.ts'
import type {
  SignallingEvent,
  SignallingOptions,
  SignallingState,
  StreamerLoss,
} from './signalling-process-messages.ts'
import type { SignallingReceiver, SignallingSocket } from './signalling-socket.ts'
import { vendors, type Close, type Ending } from '../vendors.ts'

const epicProtocolVersion = '1.3.0'
const withoutCode: Close = { code: null, reason: '' }

/** A signalling server without its sockets. */
export interface Signalling {
  readonly faults: HeldFaults
  acceptPlayer(socket: SignallingSocket): SignallingReceiver
  acceptStreamer(socket: SignallingSocket): SignallingReceiver
  players(): readonly SignallingPlayer[]
  /** Adds a simulated viewer, which asks for a streamer. */
  simulate(): SignallingPlayer
  /** Ends a player's session and closes its socket. */
  end(player: SignallingPlayer, close: Close): void
  endAs(player: SignallingPlayer, ending: Ending): void
  /** Cuts a player's socket; its media goes on. */
  cut(player: SignallingPlayer): void
  /** Gives free streamers to waiting players. */
  promote(): void
  onNextStreamerLoss(tell: StreamerLoss): void
  state(): SignallingState
  close(): void
}

export interface SignallingHooks {
  readonly clock: Clock
  onEvent(event: SignallingEvent): void
  /** The state may have changed without an event. */
  onState(): void
}

export function createSignalling(options: SignallingOptions, hooks: SignallingHooks): Signalling {
  const { clock, onEvent, onState } = hooks
  const vendor = vendors[options.vendor]
  const faults = createHeldFaults()
  const players = new Map<string, SignallingPlayer>()
  const streamers = new Set<RegisteredStreamer>()
  let [joined, loss] = [options.firstPlayer, 'close' as StreamerLoss]

  const say = ({ id, socket }: SignallingPlayer, message: ToPlayerMessage): void => {
    if (!socket) return
    onEvent({ type: 'request', viewer: id, direction: 'out', message: message.type })
    socket.send(message)
  }
  const sessions = (): SignallingPlayer[] =>
    [...players.values()].filter(({ state }) => state === 'subscribed')
  const placement = createPlacement({
    options,
    clock,
    faults,
    streamers,
    sessions,
    say,
    onEvent,
    refuse: (player, ending) => refuse(player, vendor.closes[ending]),
    onRuntime: (player) => endAs(player, 'max-runtime'),
  })

  const promote = (): void => {
    placement.promote()
    onState()
  }
  const forget = (player: SignallingPlayer, event: SignallingEvent): void => {
    placement.release(player)
    player.state = 'gone'
    player.keepalive.clear()
    players.delete(player.id)
    onEvent(event)
    promote()
  }
  const end = (player: SignallingPlayer, { code, reason }: Close): void => {
    if (player.state === 'gone') return
    forget(player, { type: 'ended', viewer: player.id, code, reason, by: 'server' })
    player.socket?.close(code, reason)
  }
  const endAs = (player: SignallingPlayer, ending: Ending): void => end(player, vendor.closes[ending])
  /** Closes a player that has no streamer yet. */
  const refuse = (player: SignallingPlayer, { code, reason }: Close): void => {
    forget(player, { type: 'refused', viewer: player.id, code, reason })
    player.socket?.close(code, reason)
  }
  const unsubscribe = (player: SignallingPlayer): void => {
    if (player.state === 'subscribed') onEvent({ type: 'unsubscribed', viewer: player.id })
    placement.release(player)
    promote()
  }

  const admit = (socket: SignallingSocket | null): SignallingPlayer => {
    const player = createPlayer(`Player${joined++}`, socket, clock, (waiting, place) => {
      onEvent({ type: 'queued', viewer: waiting.id, position: place.position })
      const message = vendor.queue?.(place, options.queueUnit)
      if (message) say(waiting, message)
    })
    players.set(player.id, player)
    onEvent({ type: 'joined', viewer: player.id, simulated: socket === null })
    return player
  }
  /** Pings a player after `keepaliveMs`; closes it when it has not answered after `keepaliveMs` more. */
  const keepAlive = (player: SignallingPlayer): void =>
    player.keepalive.set(options.keepaliveMs, () => {
      say(player, { type: 'ping', time: Date.now() })
      player.keepalive.set(options.keepaliveMs, () => {
        // A silenced player gets no pings, so it cannot answer them.
        if (faults.holds('silent-socket', player.id)) keepAlive(player)
        else end(player, withoutCode)
      })
    })

  const hear = (player: SignallingPlayer, message: PlayerSaying): void => {
    const forward = (): void => player.streamer?.socket.send({ ...message, playerId: player.id })
    switch (message.type) {
      case 'listStreamers':
        return say(player, { type: 'streamerList', ids: placement.listFor(player.id) })
      case 'subscribe':
        player.offered = true
        return void placement.subscribe(player, message.streamerId)
      case 'unsubscribe':
        return unsubscribe(player)
      case 'offer':
        if (player.state === 'subscribed') return forward()
        // A player that makes the offer has no streamer yet: it gets the first one, or is closed.
        player.offered = false
        if (placement.subscribe(player, null)) return forward()
        return end(player, withoutCode)
      case 'ping':
        return say(player, { type: 'pong', time: message.time })
      case 'pong':
        return keepAlive(player)
      case 'stats':
        return
      default:
        return forward()
    }
  }

  const hearStreamer = (streamer: RegisteredStreamer, message: StreamerMessage): void => {
    const playerOf = (id: string): SignallingPlayer | undefined =>
      [...streamer.players].find((player) => player.id === id)
    switch (message.type) {
      case 'endpointId':
        return register(streamer, message.id)
      case 'offer':
      case 'answer':
      case 'iceCandidate': {
        const player = playerOf(message.playerId)
        return player && say(player, message as ToPlayerMessage)
      }
      case 'disconnectPlayer': {
        const player = playerOf(message.playerId)
        return player && end(player, { code: 1011, reason: message.reason ?? '' })
      }
      case 'ping':
        return streamer.socket.send({ type: 'pong', time: message.time })
      case 'pong':
        return
    }
  }
  const register = (streamer: RegisteredStreamer, wanted: string): void => {
    const taken = (id: string): boolean => [...streamers].some((each) => each !== streamer && each.id === id)
    let committedId = wanted
    for (let number = 1; taken(committedId); number++) committedId = `${wanted}${number}`
    const known = streamers.has(streamer)
    streamer.id = committedId
    streamers.add(streamer)
    streamer.socket.send({ type: 'endpointIdConfirm', committedId })
    for (const player of streamer.players) say(player, { type: 'streamerIdChanged', newID: committedId })
    onEvent({ type: 'streamer', streamer: committedId, state: 'registered' })
    if (known) return
    loss = 'close'
    promote()
  }
  const lose = (streamer: RegisteredStreamer): void => {
    if (!streamers.delete(streamer)) return
    onEvent({ type: 'streamer', streamer: streamer.id, state: 'gone' })
    for (const player of streamer.players) {
      if (loss === 'nothing') player.streamer = null
      else if (loss === 'close') endAs(player, 'streamer-lost')
      else {
        say(player, { type: 'streamerDisconnected' })
        unsubscribe(player)
      }
    }
  }

  return {
    faults,
    acceptPlayer(socket) {
      const player = admit(socket)
      if (faults.holds('silent-socket', player.id)) socket.silence(true)
      const refusal = faults.refusesConnection(player.id)
      if (refusal)
        refuse(player, typeof refusal === 'number' ? { code: refusal, reason: '' } : vendor.closes[refusal])
      else {
        say(player, { type: 'config', peerConnectionOptions: {}, protocolVersion: epicProtocolVersion })
        for (const message of vendor.greeting(player.id)) say(player, message)
        keepAlive(player)
      }
      return createReceiver(playerMessage, clock, {
        onMessage(message) {
          if (player.state === 'gone') return
          onEvent({ type: 'request', viewer: player.id, direction: 'in', message: message.type })
          hear(player, message)
        },
        onMalformed: (what) => onEvent({ type: 'malformed', viewer: player.id, what }),
        onClose(code, reason) {
          if (player.state === 'gone') return
          forget(player, { type: 'ended', viewer: player.id, code, reason, by: 'viewer' })
        },
      })
    },
    acceptStreamer(socket) {
      const streamer: RegisteredStreamer = { id: '', socket, players: new Set() }
      socket.send({ type: 'identify' })
      socket.send({ type: 'config', peerConnectionOptions: {}, protocolVersion: epicProtocolVersion })
      return createReceiver(streamerMessage, clock, {
        onMessage: (message) => hearStreamer(streamer, message),
        onMalformed: (what) => onEvent({ type: 'malformed', viewer: null, what }),
        onClose: () => lose(streamer),
      })
    },
    players: () => [...players.values()],
    simulate() {
      const player = admit(null)
      placement.subscribe(player, null)
      return player
    },
    end,
    endAs,
    cut(player) {
      if (player.state === 'gone') return
      player.socket?.destroy()
      // The streamer is not told.
      player.streamer?.players.delete(player)
      forget(player, { type: 'ended', viewer: player.id, code: 1006, reason: '', by: 'server' })
    },
    promote,
    onNextStreamerLoss(tell) {
      loss = tell
    },
    state() {
      const { members } = placement.queue
      return {
        streamers: [...streamers].map((streamer) => ({
          id: streamer.id,
          players: [...streamer.players].map(({ id }) => id),
        })),
        viewers: [...players.values()].map((player) => ({
          id: player.id,
          simulated: player.socket === null,
          state: player.state === 'gone' ? 'connected' : player.state,
          position: members.includes(player) ? members.indexOf(player) + 1 : null,
          streamer: player.streamer?.id ?? null,
        })),
        queue: members.length,
        sessions: sessions().length,
        sockets: [...players.values()].filter(({ socket }) => socket).length,
      }
    },
    close() {
      placement.queue.close()
      for (const player of players.values()) {
        player.keepalive.clear()
        player.runtime.clear()
      }
    },
  }
}
