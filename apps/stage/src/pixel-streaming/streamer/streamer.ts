import { readOffer, type Offer } from '../../worker/offer.ts'
import type { Impairment } from '../../worker/rtp/relay.ts'
import { startStudio } from '../../worker/picture/studio.ts'
import { writeText } from './data-channel.ts'
import { malformedBytes } from '../malformed.ts'
import { createPlayerChannel, keyboardCommand, type PlayerChannel } from './player-channel.ts'
import { openPlayer, type Player } from './player.ts'
import { openStreamerLink } from './streamer-link.ts'
import type { StreamerCommand, StreamerNews, StreamerOptions, StreamerReport } from './streamer-messages.ts'

export interface Streamer {
  command(command: Exclude<StreamerCommand, { type: 'report' | 'crash' }>): void
  report(): StreamerReport
  close(): void
}

/** A player announced by the server; its peer connection opens later. */
interface Expected {
  readonly channel: PlayerChannel
  player: Player | null
  gone: boolean
}

/**
 * A studio behind a signalling server, in the role of Unreal. Resolves once it is registered and has a picture.
 * Run it in its own process: a native library holds its sockets.
 */
export async function startStreamer(
  options: StreamerOptions & { readonly ffmpeg: string },
  tell: (news: StreamerNews) => void = () => undefined,
): Promise<Streamer> {
  const { ffmpeg, number = 0, width = 640, height = 360, fps = 30, kbps = 1200 } = options
  const players = new Map<string, Expected>()
  let [mute, opened, closed] = [false, 0, false]
  let slow = { offerMs: 0, pictureMs: 0 }
  let impairment: Impairment = {}
  /** The player that controls the quality. */
  let quality: string | null = null
  const studio = await startStudio({
    ffmpeg,
    number,
    width,
    height,
    fps,
    kbps,
    watched: () => players.size > 0,
  })
  await studio.ready

  const drop = (id: string): void => {
    const expected = players.get(id)
    if (!expected) return
    players.delete(id)
    expected.gone = true
    expected.player?.close()
    if (quality === id) quality = null
  }
  /** Runs after `ms`, unless the player is gone by then. */
  const later = (ms: number, expected: Expected, run: () => void): void => {
    if (ms === 0) run()
    else setTimeout(() => expected.gone || run(), ms).unref()
  }
  const open = (id: string, offer: Offer | null): void => {
    drop(id)
    studio.expect()
    const send = (bytes: Buffer): void => {
      if (!mute) expected.player?.sendData(bytes)
    }
    const channel = createPlayerChannel({
      scene: studio.scene,
      fps,
      kbps,
      ownsQuality: () => quality === id,
      takeQuality: () => (quality ??= id),
      send,
      onMessage: (kind, text) => tell({ type: 'message', player: id, kind, text }),
      onMalformed: (what) => tell({ type: 'malformed', player: id, what }),
    })
    const expected: Expected = { channel, player: null, gone: false }
    players.set(id, expected)
    later(slow.offerMs, expected, () => void negotiate(id, expected, offer))
  }
  const negotiate = async (id: string, expected: Expected, offer: Offer | null): Promise<void> => {
    const player = await openPlayer(
      {
        id,
        ssrc: 1000 + 2 * opened++,
        impairment: () => impairment,
        onConnected() {
          tell({ type: 'player', player: id, state: 'connected' })
          later(slow.pictureMs, expected, () => expected.player && studio.join(expected.player))
        },
        onGone() {
          if (expected.player) studio.leave(expected.player)
          if (players.get(id) === expected) drop(id)
          tell({ type: 'player', player: id, state: 'gone' })
        },
        onChannelOpen: () => expected.channel.open(),
        onData(message) {
          if (!mute) expected.channel.receive(message)
        },
      },
      offer,
    ).catch(() => null)
    if (!player) return tell({ type: 'malformed', player: id, what: 'an offer that cannot be answered' })
    expected.player = player
    tell({ type: 'player', player: id, state: 'opened' })
    if (expected.gone) return player.close()
    link.send({ type: offer ? 'answer' : 'offer', sdp: player.sdp, playerId: id })
    link.send({ type: 'iceCandidate', candidate: player.candidate, playerId: id })
  }

  let register: (id: string) => void = () => undefined
  const registered = new Promise<string>((resolve) => (register = resolve))
  const link = openStreamerLink({
    url: options.signallingUrl,
    id: options.streamerId,
    onRegistered(id) {
      tell({ type: 'registered', id })
      register(id)
    },
    onMessage(message) {
      switch (message.type) {
        case 'playerConnected':
          return message.sendOffer ? open(message.playerId, null) : undefined
        case 'playerDisconnected':
          return drop(message.playerId)
        case 'offer': {
          const offer = readOffer(message.sdp)
          if (typeof offer !== 'string') return open(message.playerId, offer)
          return tell({ type: 'malformed', player: message.playerId, what: `an offer: ${offer}` })
        }
        case 'answer':
          if (players.get(message.playerId)?.player?.answer(message.sdp) === false)
            tell({ type: 'malformed', player: message.playerId, what: 'an answer' })
          return
      }
    },
  })
  tell({ type: 'ready', id: await registered })

  const toAll = (bytes: Buffer): void => {
    for (const { player } of players.values()) player?.sendData(bytes)
  }
  const dropAll = (): void => {
    for (const id of players.keys()) drop(id)
  }
  return {
    command(command) {
      switch (command.type) {
        case 'freeze':
          return studio.freeze(command.on)
        case 'mute-channel':
          mute = command.on
          return
        case 'network':
          impairment = command.impairment
          return
        case 'input':
          return studio.scene.input(command.event)
        case 'restart-encoder':
          return studio.restartEncoder()
        case 'message':
          return toAll(writeText('Response', asText(command.data)))
        case 'text-input':
          return toAll(keyboardCommand(command.value))
        case 'drop':
          return command.player === null ? dropAll() : drop(command.player)
        case 'signalling':
          link.attend(command.on)
          // Unreal ends its peer connections when it leaves signalling.
          if (!command.on) dropAll()
          return
        case 'rename':
          return link.rename(command.id)
        case 'slow':
          slow = { offerMs: command.offerMs, pictureMs: command.pictureMs }
          return
        case 'malformed':
          for (const bytes of malformedBytes()) toAll(bytes)
      }
    },
    report: () => ({
      encoderPid: studio.encoderPid,
      players: [...players].map(([id, { channel, player }]) => ({
        id,
        connected: player?.connected === true,
        channelOpen: player?.channelOpen === true,
        packetsSent: player?.packetsSent ?? 0,
        received: channel.received,
      })),
      scene: studio.scene.state(),
    }),
    close() {
      if (closed) return
      closed = true
      dropAll()
      link.close()
      studio.close()
    },
  }
}

function asText(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data ?? null)
}
