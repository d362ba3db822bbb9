import {
  Audio,
  PeerConnection,
  RtcpNackResponder,
  RtcpSrReporter,
  RtpPacketizationConfig,
  Video,
  type Track,
} from 'node-datachannel'
import { sendIfOpen } from './if-open.ts'
import type { OfferedTrack } from './offer.ts'
import { openRelay, type Impairment, type Relay } from './rtp/relay.ts'
import { writeRtp, type RtpPacket, type RtpStream } from './rtp/rtp.ts'

export interface PeerOptions {
  readonly id: string
  /** Unique within the worker: its streams take this source number and the next. */
  readonly ssrc: number
  readonly impairment: () => Impairment
  onConnected(): void
  /** The connection has ended, from either side; called once. */
  onGone(): void
}

/** One peer connection that sends a picture and sound, behind a relay of its own. */
export interface Peer {
  readonly connection: PeerConnection
  readonly connected: boolean
  readonly closed: boolean
  readonly packetsSent: number
  /** H.264, with the payload type that the other side knows it by. */
  addVideo(track: OfferedTrack): void
  addAudio(track: OfferedTrack): void
  sendVideo(packet: RtpPacket): void
  sendAudio(packet: RtpPacket): void
  /** Makes the description for the other side, whose only candidate is the relay. */
  describe(type: 'offer' | 'answer'): Promise<string>
  close(): void
}

const FORMAT = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'
const GATHERING_LIMIT_MS = 2000
const GOODBYE_MS = 250

export function createPeer(options: PeerOptions): Peer {
  const { id, ssrc } = options
  const connection = new PeerConnection(id, {
    iceServers: [],
    bindAddress: '127.0.0.1',
    disableAutoNegotiation: true,
  })
  let [closed, connected, packetsSent] = [false, false, 0]
  let relay: Relay | null = null

  const close = (): void => {
    if (closed) return
    closed = true
    connected = false
    connection.close()
    // The goodbye still has to pass.
    const through = relay
    if (through) setTimeout(() => through.close(), GOODBYE_MS).unref()
    options.onGone()
  }
  connection.onStateChange((state) => {
    if (closed) return
    if (state === 'connected' && !connected) {
      connected = true
      options.onConnected()
    }
    // `disconnected` may heal; a viewer that has closed its side, or is long silent, does not come back.
    if (state === 'failed' || state === 'closed') close()
  })

  let video: [Track, RtpStream] | null = null
  let audio: [Track, RtpStream] | null = null
  const send = (stream: [Track, RtpStream] | null, packet: RtpPacket): void => {
    if (!stream || !connected) return
    const [track, numbers] = stream
    if (sendIfOpen(track, () => track.sendMessageBinary(writeRtp(numbers, packet)))) packetsSent++
  }
  return {
    connection,
    get connected() {
      return connected
    },
    get closed() {
      return closed
    },
    get packetsSent() {
      return packetsSent
    },
    addVideo({ mid, payloadType }) {
      const media = new Video(mid, 'SendOnly')
      media.addH264Codec(payloadType, FORMAT)
      media.addSSRC(ssrc, 'worker', 'worker', 'video')
      const track = connection.addTrack(media)
      track.setMediaHandler(reports(ssrc, payloadType, 90_000))
      video = [track, { payloadType, ssrc, sequence: 0 }]
    },
    addAudio({ mid, payloadType }) {
      const media = new Audio(mid, 'SendOnly')
      media.addOpusCodec(payloadType)
      media.addSSRC(ssrc + 1, 'worker', 'worker', 'audio')
      const track = connection.addTrack(media)
      track.setMediaHandler(reports(ssrc + 1, payloadType, 48_000))
      audio = [track, { payloadType, ssrc: ssrc + 1, sequence: 0 }]
    },
    sendVideo: (packet) => send(video, packet),
    sendAudio: (packet) => send(audio, packet),
    async describe(type) {
      const gathered = new Promise<void>((resolve) => {
        connection.onGatheringStateChange((state) => {
          if (state === 'complete') resolve()
        })
        setTimeout(resolve, GATHERING_LIMIT_MS).unref()
      })
      connection.setLocalDescription(type)
      await gathered
      relay = await openRelay(connection.localDescription()?.sdp ?? '', options.impairment)
      return relay.sdp
    },
    close,
  }
}

/** Sender reports, which tie sound and picture together, and packets sent again when a viewer misses them. */
function reports(ssrc: number, payloadType: number, clockRate: number): RtcpSrReporter {
  const reporter = new RtcpSrReporter(new RtpPacketizationConfig(ssrc, 'worker', payloadType, clockRate))
  reporter.addToChain(new RtcpNackResponder())
  return reporter
}
