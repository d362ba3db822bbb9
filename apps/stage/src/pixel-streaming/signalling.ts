import * as v from 'valibot'
import { createAlarm, type Alarm, type Clock } from '../gateway/gateway-clock.ts'
import { createWaitingTimes } from '../gateway/waiting-times.ts'
import { createHeldFaults } from './held-faults.ts'
import {
  playerMessage,
  streamerMessage,
  type PlayerSaying,
  type StreamerMessage,
  type ToPlayerMessage,
  type ToStreamerMessage,
} from './signalling-messages.ts'
import type {
  SignallingEvent,
  SignallingOptions,
  SignallingState,
  StreamerLoss,
} from './signalling-process-messages.ts'
import type { SignallingReceiver, SignallingSocket } from './signalling-socket.ts'
import { vendors, type Close, type Ending, type QueuePlace } from './vendors.ts'
import { createWaitingLine } from './waiting-line.ts'

const PROTOCOL_VERSION = '1.3.0'
/** A client that says more is broken, or worse. */
const MOST_PER_SECOND = 200

/** A viewer with a socket, or a simulated one without. */
export interface SignallingPlayer {
  readonly id: string
  readonly socket: SignallingSocket | null
  state: 'connected' | 'queued' | 'subscribed' | 'gone'
  streamer: RegisteredStreamer | null
  queuedAt: number
  subscribedAt: number
  readonly runtime: Alarm
  readonly keepalive: Alarm
  tell(place: QueuePlace): void
  /** For simulated ones: it has a streamer now. */
  onPlace?: () => void
}

interface RegisteredStreamer {
  id: string
  readonly socket: SignallingSocket
  readonly players: Set<SignallingPlayer>
}

/** A signalling server without its sockets. */
export interface Signalling {
  readonly faults: ReturnType<typeof createHeldFaults>
  acceptPlayer(socket: SignallingSocket): SignallingReceiver
  acceptStreamer(socket: SignallingSocket): SignallingReceiver
  players(): readonly SignallingPlayer[]
  /** A simulated viewer asks for a place. */
  simulate(): SignallingPlayer
  /** Ends a player's session; null code: without one. */
  end(player: SignallingPlayer, close: Close): void
  endAs(player: SignallingPlayer, ending: Ending): void
  /** Its socket is cut; what it receives goes on. */
  cut(player: SignallingPlayer): void
  /** Places may be free now. */
  promote(): void
  onNextStreamerLoss(tell: StreamerLoss): void
  state(): SignallingState
  close(): void
}

export interface SignallingHooks {
  readonly clock: Clock
  onEvent(event: SignallingEvent): void
  onState(): void
}

export function createSignalling(options: SignallingOptions, hooks: SignallingHooks): Signalling {
  const { clock, onEvent } = hooks
  const vendor = vendors[options.vendor]
  const faults = createHeldFaults()
  const players = new Map<string, SignallingPlayer>()
  const streamers = new Set<RegisteredStreamer>()
  const times = createWaitingTimes(options.expectedSessionMs)
  let [joined, loss] = [options.firstPlayer, 'close' as StreamerLoss]

  const sessions = (): SignallingPlayer[] =>
    [...players.values()].filter(({ state }) => state === 'subscribed')
  const line = createWaitingLine<SignallingPlayer>(options.updateMs, clock, (count) =>
    times.guess(
      count,
      sessions().map(({ subscribedAt }) => clock.now() - subscribedAt),
      streamers.size * options.playersPerStreamer,
    ),
  )
  const say = ({ id, socket }: SignallingPlayer, message: ToPlayerMessage): void => {
    if (!socket) return
    onEvent({ type: 'request', viewer: id, direction: 'out', message: message.type })
    socket.send(message)
  }
  const sayToStreamer = (streamer: RegisteredStreamer | null, message: ToStreamerMessage): void =>
    streamer?.socket.send(message)
  const count = (streamer: RegisteredStreamer): void => {
    for (const player of streamer.players) say(player, { type: 'playerCount', count: streamer.players.size })
  }

  const hasRoom = (streamer: RegisteredStreamer): boolean =>
    options.playersPerStreamer === 0 || streamer.players.size < options.playersPerStreamer
  const visible = (viewer: string): RegisteredStreamer[] =>
    faults.holds('no-streamer', viewer) ? [] : [...streamers]
  /** Behind a queue there is one application, however many streamers stand behind it. */
  const listFor = (viewer: string): string[] => {
    if (vendor.queue) return faults.holds('no-streamer', viewer) ? [] : [options.streamerId]
    return visible(viewer).map(({ id }) => id)
  }

  const assign = (player: SignallingPlayer, streamer: RegisteredStreamer, sendOffer: boolean): boolean => {
    const refusal = faults.refusesPlace(player.id)
    if (refusal) {
      endAs(player, refusal)
      return false
    }
    line.leave(player)
    player.state = 'subscribed'
    player.streamer = streamer
    player.subscribedAt = clock.now()
    streamer.players.add(player)
    if (options.maxRuntimeMs > 0) player.runtime.set(options.maxRuntimeMs, () => endAs(player, 'max-runtime'))
    onEvent({ type: 'assigned', viewer: player.id, worker: streamer.id })
    if (player.socket)
      sayToStreamer(streamer, {
        type: 'playerConnected',
        dataChannel: true,
        sfu: false,
        sendOffer,
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
  const subscribe = (player: SignallingPlayer, wanted: string | null, sendOffer = true): boolean => {
    release(player)
    if (vendor.queue) return queueFor(player, wanted ?? options.streamerId, sendOffer)
    const streamer = visible(player.id).find(({ id }) => wanted === null || id === wanted)
    if (!streamer) return fail(player, `Streamer ${wanted ?? ''} does not exist.`)
    if (!hasRoom(streamer) || faults.holds('full', player.id))
      return fail(player, `Streamer ${streamer.id} is full. Max players = ${options.playersPerStreamer}.`)
    return assign(player, streamer, sendOffer)
  }
  const queueFor = (player: SignallingPlayer, wanted: string, sendOffer: boolean): boolean => {
    if (!listFor(player.id).includes(wanted)) return fail(player, `Streamer ${wanted} does not exist.`)
    const free = faults.holds('full', player.id) ? undefined : visible(player.id).find(hasRoom)
    if (free && line.members.length === 0) return assign(player, free, sendOffer)
    if (faults.holds('queue-closed', player.id)) {
      endAs(player, 'queue-closed')
      return false
    }
    player.state = 'queued'
    player.queuedAt = clock.now()
    line.join(player)
    return true
  }
  const promote = (): void => {
    for (const player of line.members) {
      if (faults.holds('full', player.id)) continue
      const free = visible(player.id).find(hasRoom)
      if (free) assign(player, free, true)
    }
    hooks.onState()
  }
  /** Its place is free, whatever it was. */
  const release = (player: SignallingPlayer): void => {
    line.leave(player)
    const { streamer, state } = player
    if (state === 'gone') return
    player.runtime.clear()
    player.state = 'connected'
    if (state !== 'subscribed') return
    player.streamer = null
    times.ended(clock.now() - player.subscribedAt)
    if (!streamer) return
    streamer.players.delete(player)
    if (player.socket) sayToStreamer(streamer, { type: 'playerDisconnected', playerId: player.id })
    count(streamer)
  }
  const unsubscribe = (player: SignallingPlayer): void => {
    if (player.state === 'subscribed') onEvent({ type: 'unsubscribed', viewer: player.id })
    release(player)
    promote()
  }
  const forget = (player: SignallingPlayer): void => {
    player.state = 'gone'
    player.keepalive.clear()
    player.runtime.clear()
    players.delete(player.id)
    promote()
  }
  const end = (player: SignallingPlayer, { code, reason }: Close): void => {
    if (player.state === 'gone') return
    const placeless = player.state === 'connected'
    release(player)
    onEvent(
      placeless
        ? { type: 'refused', viewer: player.id, code, reason }
        : { type: 'ended', viewer: player.id, code, reason, by: 'server' },
    )
    player.socket?.close(code, reason)
    forget(player)
  }
  const endAs = (player: SignallingPlayer, ending: Ending): void => end(player, vendor.closes[ending])

  const admit = (socket: SignallingSocket | null): SignallingPlayer => {
    const player: SignallingPlayer = {
      id: `Player${joined++}`,
      socket,
      state: 'connected',
      streamer: null,
      queuedAt: 0,
      subscribedAt: 0,
      runtime: createAlarm(clock),
      keepalive: createAlarm(clock),
      tell(place) {
        onEvent({ type: 'queued', viewer: player.id, position: place.position })
        const message = vendor.queue?.(place, options.queueUnit)
        if (message) say(player, message)
      },
    }
    players.set(player.id, player)
    onEvent({ type: 'joined', viewer: player.id, simulated: socket === null })
    return player
  }

  const hear = (player: SignallingPlayer, message: PlayerSaying): void => {
    const forward = (): void =>
      sayToStreamer(player.streamer, { ...message, playerId: player.id } as ToStreamerMessage)
    switch (message.type) {
      case 'listStreamers':
        return say(player, { type: 'streamerList', ids: listFor(player.id) })
      case 'subscribe':
        return void subscribe(player, message.streamerId)
      case 'unsubscribe':
        return unsubscribe(player)
      case 'offer':
        // Who offers has not asked for anything before: it gets the first streamer, or is closed.
        if (player.state === 'subscribed' || subscribe(player, null, false)) return forward()
        return end(player, { code: null, reason: '' })
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
  /** Asks after a while whether it is still there; without an answer until the next time it is let go. */
  const keepAlive = (player: SignallingPlayer): void =>
    player.keepalive.set(options.keepaliveMs, () => {
      say(player, { type: 'ping', time: Date.now() })
      player.keepalive.set(options.keepaliveMs, () => {
        // Whoever is not spoken to has nothing to answer.
        if (faults.holds('silent-socket', player.id)) keepAlive(player)
        else end(player, { code: null, reason: '' })
      })
    })

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
    sayToStreamer(streamer, { type: 'endpointIdConfirm', committedId })
    for (const player of streamer.players) say(player, { type: 'streamerIdChanged', newID: committedId })
    onEvent({ type: 'streamer', streamer: committedId, state: 'registered' })
    if (!known) {
      loss = 'close'
      promote()
    }
  }
  const lose = (streamer: RegisteredStreamer): void => {
    if (!streamers.delete(streamer)) return
    onEvent({ type: 'streamer', streamer: streamer.id, state: 'gone' })
    for (const player of streamer.players) {
      if (loss === 'close') endAs(player, 'streamer-lost')
      else player.streamer = null
      if (loss !== 'streamerDisconnected') continue
      say(player, { type: 'streamerDisconnected' })
      unsubscribe(player)
    }
  }

  /** Checks what comes from a socket, and how much of it. */
  const receiver = <Message>(
    viewer: string | null,
    parse: (message: unknown) => { success: true; output: Message } | { success: false },
    handle: (message: Message) => void,
    onClose: SignallingReceiver['onClose'],
  ): SignallingReceiver => {
    let [second, heard] = [0, 0]
    const complain = (what: string): void => onEvent({ type: 'malformed', viewer, what })
    return {
      onMessage(message) {
        const now = Math.floor(clock.now() / 1000)
        if (now !== second) [second, heard] = [now, 0]
        if (++heard > MOST_PER_SECOND) return complain('too many messages')
        const parsed = parse(message)
        if (!parsed.success) return complain('a message that is not in the protocol')
        handle(parsed.output)
        hooks.onState()
      },
      onMalformed: complain,
      onClose,
    }
  }

  return {
    faults,
    acceptPlayer(socket) {
      const player = admit(socket)
      if (faults.holds('silent-socket', player.id)) socket.silence(true)
      const refusal = faults.refusesConnection()
      if (typeof refusal === 'number') end(player, { code: refusal, reason: '' })
      else if (refusal) endAs(player, refusal)
      else {
        say(player, { type: 'config', peerConnectionOptions: {}, protocolVersion: PROTOCOL_VERSION })
        for (const message of vendor.greeting(player.id)) say(player, message)
        keepAlive(player)
      }
      hooks.onState()
      return receiver(
        player.id,
        (message) => v.safeParse(playerMessage, message),
        (message) => {
          if (player.state === 'gone') return
          onEvent({ type: 'request', viewer: player.id, direction: 'in', message: message.type })
          hear(player, message)
        },
        (code, reason) => {
          if (player.state === 'gone') return
          release(player)
          onEvent({ type: 'ended', viewer: player.id, code, reason, by: 'viewer' })
          forget(player)
        },
      )
    },
    acceptStreamer(socket) {
      const streamer: RegisteredStreamer = { id: '', socket, players: new Set() }
      socket.send({ type: 'identify' })
      socket.send({ type: 'config', peerConnectionOptions: {}, protocolVersion: PROTOCOL_VERSION })
      return receiver(
        null,
        (message) => v.safeParse(streamerMessage, message),
        (message) => hearStreamer(streamer, message),
        () => {
          lose(streamer)
          hooks.onState()
        },
      )
    },
    players: () => [...players.values()],
    simulate() {
      const player = admit(null)
      subscribe(player, null)
      hooks.onState()
      return player
    },
    end,
    endAs,
    cut(player) {
      if (player.state === 'gone') return
      player.socket?.destroy()
      player.streamer?.players.delete(player)
      line.leave(player)
      onEvent({ type: 'ended', viewer: player.id, code: 1006, reason: '', by: 'server' })
      forget(player)
    },
    promote,
    onNextStreamerLoss(tell) {
      loss = tell
    },
    state: () => ({
      streamers: [...streamers].map((streamer) => ({
        id: streamer.id,
        players: [...streamer.players].map(({ id }) => id),
      })),
      viewers: [...players.values()].map((player) => {
        const index = line.members.indexOf(player)
        return {
          id: player.id,
          simulated: player.socket === null,
          state: player.state === 'gone' ? 'connected' : player.state,
          position: index < 0 ? null : index + 1,
          streamer: player.streamer?.id ?? null,
        }
      }),
      queue: line.members.length,
      sessions: sessions().length,
      sockets: [...players.values()].filter(({ socket }) => socket).length,
    }),
    close() {
      line.close()
      for (const player of players.values()) {
        player.keepalive.clear()
        player.runtime.clear()
      }
    },
  }
}
