import { PeerConnection, RtcpReceivingSession, Video, Audio, type Track } from 'node-datachannel'
import { channelLabel, type ClientFrame } from '@standby/whep/data-channel'
import { readRtp, startsKeyframe } from './rtp/rtp.ts'

/** A viewer without a browser: posts an offer and receives packets. */
export interface WhepClient {
  readonly status: number
  readonly headers: Headers
  /** The session's own URL; empty without one. */
  readonly location: string
  /** Resolves with the payload of the first video packet. */
  readonly firstVideo: Promise<Buffer>
  readonly firstAudio: Promise<void>
  readonly firstKeyframe: Promise<void>
  readonly channelOpen: Promise<void>
  /** Resolves once the connection is closed by either side. */
  readonly closed: Promise<void>
  packets(): number
  /** Resolves with the next video packet. */
  nextVideo(): Promise<void>
  send(frame: ClientFrame): void
  /** Resolves with the worker's next frame of this type. */
  next(type: string): Promise<Record<string, unknown>>
  frames(): readonly Record<string, unknown>[]
  close(): void
}

const clients = new Set<WhepClient>()

/** Closes every client; for `afterEach`. */
export function closeClients(): void {
  for (const client of clients) client.close()
  clients.clear()
}

export function makeOffer(): {
  peer: PeerConnection
  video: Track
  audio: Track
  sdp: () => Promise<string>
} {
  const peer = new PeerConnection('client', {
    iceServers: [],
    bindAddress: '127.0.0.1',
    disableAutoNegotiation: true,
  })
  const videoMedia = new Video('video', 'RecvOnly')
  videoMedia.addH264Codec(102, 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f')
  const video = peer.addTrack(videoMedia)
  video.setMediaHandler(new RtcpReceivingSession())
  const audioMedia = new Audio('audio', 'RecvOnly')
  audioMedia.addOpusCodec(111)
  const audio = peer.addTrack(audioMedia)
  audio.setMediaHandler(new RtcpReceivingSession())
  return {
    peer,
    video,
    audio,
    async sdp() {
      const gathered = new Promise<void>((resolve) =>
        peer.onGatheringStateChange((state) => {
          if (state === 'complete') resolve()
        }),
      )
      peer.setLocalDescription('offer')
      await gathered
      return peer.localDescription()?.sdp ?? ''
    },
  }
}

export function headersFor(token?: string): Record<string, string> {
  return {
    'content-type': 'application/sdp',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
}

export async function connect(
  url: string,
  token?: string,
  headers: Record<string, string> = {},
): Promise<WhepClient> {
  const { peer, video, audio, sdp } = makeOffer()
  const settled = <Value = void>(): { promise: Promise<Value>; resolve: (value: Value) => void } => {
    let resolve: (value: Value) => void = () => undefined
    return { promise: new Promise<Value>((done) => (resolve = done)), resolve: (value) => resolve(value) }
  }
  const [firstVideo, firstAudio, firstKeyframe] = [settled<Buffer>(), settled(), settled()]
  const [channelOpen, closed] = [settled(), settled()]
  const frames: Record<string, unknown>[] = []
  const waiting = new Map<string, ((frame: Record<string, unknown>) => void)[]>()
  let videoWaiting: (() => void)[] = []
  let packets = 0

  const channel = peer.createDataChannel(channelLabel)
  channel.onOpen(() => channelOpen.resolve())
  channel.onMessage((message) => {
    const frame = JSON.parse(String(message)) as Record<string, unknown>
    frames.push(frame)
    waiting.get(String(frame['type']))?.shift()?.(frame)
  })
  video.onMessage((message) => {
    const packet = readRtp(message)
    if (!packet) return
    packets++
    firstVideo.resolve(packet.payload)
    if (startsKeyframe(packet.payload)) firstKeyframe.resolve()
    for (const done of videoWaiting) done()
    videoWaiting = []
  })
  audio.onMessage((message) => {
    if (readRtp(message)) firstAudio.resolve()
  })
  peer.onStateChange((state) => {
    if (state === 'closed' || state === 'failed') closed.resolve()
  })

  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headersFor(token), ...headers },
    body: await sdp(),
  })
  const body = await response.text()
  if (response.status === 201) peer.setRemoteDescription(body, 'answer')
  const location = response.headers.get('location')
  const client: WhepClient = {
    status: response.status,
    headers: response.headers,
    location: location === null ? '' : new URL(location, url).href,
    firstVideo: firstVideo.promise,
    firstAudio: firstAudio.promise,
    firstKeyframe: firstKeyframe.promise,
    channelOpen: channelOpen.promise,
    closed: closed.promise,
    packets: () => packets,
    nextVideo: () => new Promise((resolve) => videoWaiting.push(resolve)),
    send: (frame) => void channel.sendMessage(JSON.stringify(frame)),
    next: (type) =>
      new Promise((resolve) => {
        waiting.set(type, [...(waiting.get(type) ?? []), resolve])
      }),
    frames: () => frames,
    close() {
      // This reference keeps the tracks alive: a collected track receives no packets.
      video.close()
      audio.close()
      peer.close()
    },
  }
  clients.add(client)
  return client
}
