import { PeerConnection, RtcpReceivingSession, type DataChannel, type Track } from 'node-datachannel'
import { WebSocket } from 'ws'
import { readRtp, startsKeyframe } from '../worker/rtp/rtp.ts'
import { makeOffer } from '../worker/whep-client.fixture.ts'
import { fromStreamer, type FromStreamerName } from './streamer/data-channel.ts'
import { epicVersions, loadEpicPacker } from './epic-library.fixture.ts'

export type Message = Record<string, unknown> & { readonly type: string }

export interface PixelPlayer {
  readonly heard: readonly Message[]
  say(message: object): void
  /** Sends bytes or text unchanged. */
  sayRaw(data: string | Buffer): void
  /** The first message of a type, including past ones. */
  hear(type: string): Promise<Message>
  readonly closed: Promise<{ code: number; reason: string }>
  readonly firstKeyframe: Promise<void>
  readonly firstAudio: Promise<void>
  /** Resolves with the streamer's first message: the player's side of the channel opens a moment before the streamer's. */
  readonly channelOpen: Promise<void>
  /** Resolves once the peer connection is closed or has failed. */
  readonly mediaGone: Promise<void>
  /** Resolves with the next video packet. */
  nextVideo(): Promise<void>
  packets(): number
  /** Sends a message on the data channel, packed by Epic's library. */
  send(name: string, ...fields: (number | string)[]): void
  /** Text of the streamer's first message with this name, including past ones. */
  next(name: FromStreamerName): Promise<string>
  close(): void
}

const epic = loadEpicPacker(epicVersions[1])
const names = new Map(
  Object.entries(fromStreamer).map(([name, id]) => [id as number, name as FromStreamerName]),
)
const players = new Set<PixelPlayer>()

/** Closes every player; for `afterEach`. */
export function closePlayers(): void {
  for (const player of players) player.close()
  players.clear()
}

/**
 * A player without a browser. It subscribes to `streamerId`, or makes the offer itself with `offers`. With
 * `streamerId: null` and no `offers` it connects and waits.
 */
export function connectPlayer(
  url: string,
  { streamerId = 'Stage', offers = false }: { streamerId?: string | null; offers?: boolean } = {},
): PixelPlayer {
  const socket = new WebSocket(url)
  const heard: Message[] = []
  const data: { name: FromStreamerName; text: string }[] = []
  const waiting = new Set<() => void>()
  const woken = (): void => {
    for (const wake of waiting) wake()
  }
  const until = <Value>(look: () => Value | undefined): Promise<Value> =>
    new Promise((resolve) => {
      const wake = (): void => {
        const found = look()
        if (found === undefined) return
        waiting.delete(wake)
        resolve(found)
      }
      waiting.add(wake)
      wake()
    })
  const happened = new Set<string>()
  const happen = (what: string): void => {
    happened.add(what)
    woken()
  }
  const when = (what: string): Promise<void> =>
    until(() => happened.has(what) || undefined).then(() => undefined)
  const say = (message: object): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }

  const offer = offers ? makeOffer() : null
  const peer =
    offer?.peer ??
    new PeerConnection('player', { iceServers: [], bindAddress: '127.0.0.1', disableAutoNegotiation: true })
  const tracks: Track[] = []
  let channel: DataChannel | null = null
  let packets = 0
  const receiveTrack = (track: Track, video: boolean): void => {
    tracks.push(track)
    track.onMessage((bytes) => {
      const packet = readRtp(bytes)
      if (!packet) return
      if (!video) return happen('audio')
      packets++
      if (startsKeyframe(packet.payload)) happened.add('keyframe')
      woken()
    })
  }
  const open = (opened: DataChannel): void => {
    channel = opened
    opened.onMessage((message) => {
      if (!Buffer.isBuffer(message)) return
      const name = names.get(message[0]!)
      if (!name) return
      data.push({ name, text: message.toString('utf16le', 1) })
      woken()
    })
  }
  peer.onTrack((track) => {
    track.setMediaHandler(new RtcpReceivingSession())
    receiveTrack(track, track.type() === 'video')
  })
  peer.onDataChannel(open)
  peer.onStateChange((state) => {
    if (state === 'closed' || state === 'failed') happen('media-gone')
  })
  if (offer) {
    receiveTrack(offer.video, true)
    receiveTrack(offer.audio, false)
    open(peer.createDataChannel('cirrus'))
  }

  const negotiate = async (message: Message): Promise<void> => {
    if (message.type === 'config') {
      if (offer) say({ type: 'offer', sdp: await offer.sdp() })
      else if (streamerId !== null) say({ type: 'subscribe', streamerId })
    }
    if (message.type === 'answer') peer.setRemoteDescription(String(message['sdp']), 'answer')
    if (message.type === 'iceCandidate') {
      const { candidate, sdpMid } = message['candidate'] as { candidate: string; sdpMid: string }
      peer.addRemoteCandidate(candidate, sdpMid)
    }
    if (message.type !== 'offer') return
    // Let the streamer start DTLS. When this side starts too early, it retries only after 1 s; browsers retry after 50 ms.
    peer.setRemoteDescription(String(message['sdp']).replaceAll('a=setup:actpass', 'a=setup:active'), 'offer')
    peer.setLocalDescription('answer')
    say({ type: 'answer', sdp: peer.localDescription()?.sdp ?? '', minBitrateBps: 0, maxBitrateBps: 0 })
  }
  socket.on('message', (bytes: Buffer, isBinary) => {
    const message = isBinary ? null : parseJson(bytes.toString())
    if (!message) return
    heard.push(message)
    void negotiate(message)
    woken()
  })
  socket.on('error', () => undefined)
  const player: PixelPlayer = {
    heard,
    say,
    sayRaw: (raw) => socket.send(raw),
    hear: (type) => until(() => heard.find((message) => message.type === type)),
    closed: new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    ),
    firstKeyframe: when('keyframe'),
    firstAudio: when('audio'),
    channelOpen: until(() => data[0]).then(() => undefined),
    mediaGone: when('media-gone'),
    packets: () => packets,
    nextVideo() {
      const before = packets
      return until(() => packets > before || undefined).then(() => undefined)
    },
    send: (name, ...fields) => void channel?.sendMessageBinary(epic.pack(name, fields)),
    next: (name) => until(() => data.find((message) => message.name === name)?.text),
    close() {
      socket.terminate()
      // This reference keeps the tracks alive: a collected track receives no packets.
      for (const track of tracks) track.close()
      peer.close()
    },
  }
  players.add(player)
  return player
}

function parseJson(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'type' in value ? (value as Message) : null
  } catch {
    return null
  }
}
