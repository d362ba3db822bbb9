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
  /** Unique within the worker. Video uses this SSRC, audio the next. */
  readonly ssrc: number
  readonly impairment: () => Impairment
  onConnected(): void
  /** The connection was ended by either side; called once. */
  onGone(): void
}

/** One peer connection that sends picture and sound, behind its own relay. */
export interface Peer {
  readonly connection: PeerConnection
  readonly connected: boolean
  readonly closed: boolean
  readonly packetsSent: number
  /** Adds H.264 with the other side's payload type. */
  addVideo(track: OfferedTrack): void
  addAudio(track: OfferedTrack): void
  sendVideo(packet: RtpPacket): void
  sendAudio(packet: RtpPacket): void
  /** Makes the description for the other side; its only candidate is the relay. */
  describe(type: 'offer' | 'answer'): Promise<string>
  close(): void
}

const h264Format = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'
const gatheringTimeoutMs = 2000
const goodbyeMs = 250

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
    // Keep the relay until the closing messages have passed.
    const through = relay
    if (through) setTimeout(() => through.close(), goodbyeMs).unref()
    options.onGone()
  }
  connection.onStateChange((state) => {
    if (closed) return
    if (state === 'connected' && !connected) {
      connected = true
      options.onConnected()
    }
    // `disconnected` can recover. `failed` and `closed` cannot.
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
      media.addH264Codec(payloadType, h264Format)
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
        setTimeout(resolve, gatheringTimeoutMs).unref()
      })
      connection.setLocalDescription(type)
      await gathered
      relay = await openRelay(connection.localDescription()?.sdp ?? '', options.impairment)
      return relay.sdp
    },
    close,
  }
}

/** Sender reports, which synchronise sound and picture, and retransmission of lost packets. */
function reports(ssrc: number, payloadType: number, clockRate: number): RtcpSrReporter {
  const reporter = new RtcpSrReporter(new RtpPacketizationConfig(ssrc, 'worker', payloadType, clockRate))
  reporter.addToChain(new RtcpNackResponder())
  return reporter
}
