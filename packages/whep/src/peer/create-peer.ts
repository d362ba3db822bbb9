import { warnOnce } from '@standby/core/source'
import { channelLabel } from '../data-channel/data-channel-schema.ts'
import { usableServers } from './ice-servers.ts'
import type { WhepOptions } from '../options.ts'

/** A peer connection that is ready to offer. */
export interface Peer {
  readonly connection: RTCPeerConnection
  readonly channel: RTCDataChannel | null
  readonly video: RTCRtpTransceiver
  readonly audio: RTCRtpTransceiver
}

type PeerOptions = Pick<WhepOptions, 'microphone' | 'dataChannel' | 'jitterBufferMs'>

/** Throws if the browser has no WebRTC, or a policy forbids it. */
export function createPeer(options: PeerOptions, iceServers: readonly RTCIceServer[]): Peer {
  const wanted = configuration(iceServers)
  if (wanted.iceServers?.length !== iceServers.length)
    warnOnce(
      'whep-ice-servers',
      'an ICE server was left out. A browser refuses the whole list if one is malformed, and max 8 are used. Pass each as { urls: "stun:…" }, or { urls: "turn:…", username, credential }.',
    )
  const connection = new RTCPeerConnection(wanted)
  const video = connection.addTransceiver('video', { direction: 'recvonly' })
  const audio = connection.addTransceiver('audio', {
    direction: options.microphone ? 'sendrecv' : 'recvonly',
  })
  for (const { receiver } of [video, audio]) holdBack(receiver, options.jitterBufferMs ?? 0)
  const channel =
    options.dataChannel === false ? null : connection.createDataChannel(channelLabel, { ordered: true })
  return { connection, channel, video, audio }
}

export function configuration(iceServers: readonly RTCIceServer[]): RTCConfiguration {
  return { bundlePolicy: 'max-bundle', iceServers: usableServers(iceServers) }
}

/** Chromium before 124 has another name for it, in seconds. Other browsers may have neither. */
function holdBack(receiver: RTCRtpReceiver & { playoutDelayHint?: number | null }, ms: number): void {
  const wanted = Math.min(4000, Math.max(0, ms || 0))
  if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = wanted
  else if ('playoutDelayHint' in receiver)
    (receiver as { playoutDelayHint: number }).playoutDelayHint = wanted / 1000
}

/** Whether the applied answer sends audio or video to the viewer. */
export function receives({ video, audio }: Peer): boolean {
  return [video, audio].some(({ currentDirection }) => currentDirection?.includes('recv') === true)
}
