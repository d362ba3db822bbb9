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
  /** Bytes or text as they are. */
  sayRaw(data: string | Buffer): void
  /** The first message of a type, past ones included. */
  hear(type: string): Promise<Message>
  readonly closed: Promise<{ code: number; reason: string }>
  readonly firstKeyframe: Promise<void>
  readonly firstAudio: Promise<void>
  /** Resolves once the streamer has begun to speak: this side is open a moment before the other. */
  readonly channelOpen: Promise<void>
  /** Resolves once the peer connection is closed or has failed. */
  readonly mediaGone: Promise<void>
  /** Resolves with the next packet of video that arrives from now on. */
  nextVideo(): Promise<void>
  packets(): number
  /** Something that Epic's library would send on the data channel. */
  send(name: string, ...fields: (number | string)[]): void
  /** The first message of the streamer, past ones included; its text. */
  next(name: FromStreamerName): Promise<string>
  close(): void
}

const epic = loadEpicPacker(epicVersions[1])
const names = new Map(
  Object.entries(fromStreamer).map(([name, id]) => [id as number, name as FromStreamerName]),
)
const players = new Set<PixelPlayer>()

/** For `afterEach`. */
export function closePlayers(): void {
  for (const player of players) player.close()
  players.clear()
}

/**
 * A player without a browser. It subscribes to `streamerId`; `offers`: it makes the offer itself. With neither it
 * connects and waits.
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
  const take = (track: Track, video: boolean): void => {
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
    take(track, track.type() === 'video')
  })
  peer.onDataChannel(open)
  peer.onStateChange((state) => {
    if (state === 'closed' || state === 'failed') happen('media-gone')
  })
  if (offer) {
    take(offer.video, true)
    take(offer.audio, false)
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
    // The streamer shall begin with DTLS. This side would be too early at times, and try again after a second; browsers
    // do after 50 ms.
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
      // The tracks are named here so that they live as long: without a reference their packets end.
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
