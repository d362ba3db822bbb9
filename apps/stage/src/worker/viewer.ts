import type { DataChannel } from 'node-datachannel'
import { channelLabel } from '@standby/whep/data-channel'
import { sendIfOpen } from './if-open.ts'
import type { Offer } from './offer.ts'
import { createPeer, type PeerOptions } from './peer.ts'
import type { Watcher } from './picture/studio.ts'

export interface ViewerOptions extends PeerOptions {
  readonly offer: Offer
  onFrame(text: string): void
}

/** One peer connection offered by a viewer: media to the viewer, and a data channel. */
export interface Viewer extends Watcher {
  readonly id: string
  readonly iceUfrag: string
  readonly answer: string
  /** False without an open data channel. */
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

/** Answers an offer. Throws when the offer is invalid. */
export async function openViewer(options: ViewerOptions): Promise<Viewer> {
  const { id, offer } = options
  const peer = createPeer(options)
  let channel: DataChannel | null = null
  let framesReceived = 0

  peer.connection.onDataChannel((opened) => {
    if (opened.getLabel() !== channelLabel) return opened.close()
    channel = opened
    opened.onMessage((message) => {
      framesReceived++
      if (!peer.closed && typeof message === 'string') options.onFrame(message)
    })
    opened.onClosed(() => {
      if (channel === opened) channel = null
    })
  })
  try {
    peer.addVideo(offer.video)
    if (offer.audio !== null) peer.addAudio(offer.audio)
    peer.connection.setRemoteDescription(offer.sdp, 'offer')
    const answer = await peer.describe('answer')
    return {
      id,
      iceUfrag: offer.iceUfrag,
      answer,
      sendVideo: peer.sendVideo,
      sendAudio: peer.sendAudio,
      sendFrame: (text) => sendIfOpen(channel, () => channel?.sendMessage(text)),
      addCandidate(candidate, mid) {
        try {
          peer.connection.addRemoteCandidate(candidate, mid)
        } catch {
          // An invalid candidate does no harm: the viewer connects to the relay.
        }
      },
      counts: () => ({
        id,
        connected: peer.connected,
        channelOpen: channel?.isOpen() === true,
        packetsSent: peer.packetsSent,
        framesReceived,
      }),
      close: peer.close,
    }
  } catch (error) {
    peer.close()
    throw error
  }
}
