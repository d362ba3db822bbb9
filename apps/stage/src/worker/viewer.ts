import {
  Audio,
  PeerConnection,
  RtcpNackResponder,
  RtcpSrReporter,
  RtpPacketizationConfig,
  Video,
  type DataChannel,
  type Track,
} from 'node-datachannel'
import { channelLabel } from '@standby/whep/data-channel'
import type { Offer, OfferedTrack } from './offer.ts'
import { openRelay, type Impairment, type Relay } from './relay.ts'
import { writeRtp, type RtpPacket, type RtpStream } from './rtp.ts'

export interface ViewerOptions {
  readonly id: string
  readonly offer: Offer
  /** Unique within the worker: its streams take this source number and the next. */
  readonly ssrc: number
  readonly impairment: () => Impairment
  onConnected(): void
  /** The connection has ended, from either side; called once. */
  onGone(): void
  onFrame(text: string): void
}

/** One peer connection: what goes to one viewer, and the data channel back. */
export interface Viewer {
  readonly id: string
  readonly iceUfrag: string
  readonly answer: string
  readonly connected: boolean
  sendVideo(packet: RtpPacket): void
  sendAudio(packet: RtpPacket): void
  /** False while there is no open data channel. */
  sendFrame(text: string): boolean
  addCandidate(candidate: string, mid: string): void
  counts(): ViewerCounts
  close(): void
}

export interface ViewerCounts {
  readonly id: string
  readonly connected: boolean
  readonly channelOpen: boolean
  readonly packetsSent: number
  readonly framesReceived: number
}

const FORMAT = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'
const GATHERING_LIMIT_MS = 2000
const GOODBYE_MS = 250

/** Answers an offer. Throws when the offer cannot be understood. */
export async function openViewer(options: ViewerOptions): Promise<Viewer> {
  const { id, offer, ssrc } = options
  const peer = new PeerConnection(id, {
    iceServers: [],
    bindAddress: '127.0.0.1',
    disableAutoNegotiation: true,
  })
  let [closed, connected, packetsSent, framesReceived] = [false, false, 0, 0]
  let channel: DataChannel | null = null
  let relay: Relay | null = null

  const close = (): void => {
    if (closed) return
    closed = true
    connected = false
    peer.close()
    // The goodbye still has to pass.
    const through = relay
    if (through) setTimeout(() => through.close(), GOODBYE_MS).unref()
    options.onGone()
  }
  peer.onStateChange((state) => {
    if (closed) return
    if (state === 'connected' && !connected) {
      connected = true
      options.onConnected()
    }
    // `disconnected` may heal; a viewer that has closed its side, or is long silent, does not come back.
    if (state === 'failed' || state === 'closed') close()
  })
  peer.onDataChannel((opened) => {
    if (opened.getLabel() !== channelLabel) return opened.close()
    channel = opened
    opened.onMessage((message) => {
      framesReceived++
      if (!closed && typeof message === 'string') options.onFrame(message)
    })
    opened.onClosed(() => {
      if (channel === opened) channel = null
    })
  })

  const sender = (track: Track, stream: RtpStream) => (packet: RtpPacket) => {
    if (!connected || !track.isOpen()) return
    packetsSent++
    track.sendMessageBinary(writeRtp(stream, packet))
  }
  try {
    const sendVideo = sender(...addVideo(peer, offer.video, ssrc))
    const sendAudio = offer.audio === null ? null : sender(...addAudio(peer, offer.audio, ssrc + 1))
    const gathered = new Promise<void>((resolve) => {
      peer.onGatheringStateChange((state) => {
        if (state === 'complete') resolve()
      })
      setTimeout(resolve, GATHERING_LIMIT_MS).unref()
    })
    peer.setRemoteDescription(offer.sdp, 'offer')
    peer.setLocalDescription('answer')
    await gathered
    relay = await openRelay(peer.localDescription()?.sdp ?? '', options.impairment)
    return {
      id,
      iceUfrag: offer.iceUfrag,
      answer: relay.sdp,
      get connected() {
        return connected
      },
      sendVideo,
      sendAudio: (packet) => sendAudio?.(packet),
      sendFrame: (text) => channel?.isOpen() === true && channel.sendMessage(text),
      addCandidate(candidate, mid) {
        try {
          peer.addRemoteCandidate(candidate, mid)
        } catch {
          // One candidate of many, and not needed: the viewer reaches us.
        }
      },
      counts: () => ({ id, connected, channelOpen: channel?.isOpen() === true, packetsSent, framesReceived }),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

function addVideo(
  peer: PeerConnection,
  { mid, payloadType }: OfferedTrack,
  ssrc: number,
): [Track, RtpStream] {
  const video = new Video(mid, 'SendOnly')
  video.addH264Codec(payloadType, FORMAT)
  video.addSSRC(ssrc, 'worker', 'worker', 'video')
  const track = peer.addTrack(video)
  track.setMediaHandler(reports(ssrc, payloadType, 90_000))
  return [track, { payloadType, ssrc, sequence: 0 }]
}

function addAudio(
  peer: PeerConnection,
  { mid, payloadType }: OfferedTrack,
  ssrc: number,
): [Track, RtpStream] {
  const audio = new Audio(mid, 'SendOnly')
  audio.addOpusCodec(payloadType)
  audio.addSSRC(ssrc, 'worker', 'worker', 'audio')
  const track = peer.addTrack(audio)
  track.setMediaHandler(reports(ssrc, payloadType, 48_000))
  return [track, { payloadType, ssrc, sequence: 0 }]
}

/** Sender reports, which tie sound and picture together, and packets sent again when a viewer misses them. */
function reports(ssrc: number, payloadType: number, clockRate: number): RtcpSrReporter {
  const reporter = new RtcpSrReporter(new RtpPacketizationConfig(ssrc, 'worker', payloadType, clockRate))
  reporter.addToChain(new RtcpNackResponder())
  return reporter
}
