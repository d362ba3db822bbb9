import type { DataChannel } from 'node-datachannel'
import { sendIfOpen } from '../../worker/if-open.ts'
import type { Offer } from '../../worker/offer.ts'
import { createPeer, type PeerOptions } from '../../worker/peer.ts'
import type { Watcher } from '../../worker/picture/studio.ts'

export interface PlayerOptions extends PeerOptions {
  onChannelOpen(): void
  onData(message: string | Buffer | ArrayBuffer): void
}

/** One peer connection of a streamer. */
export interface Player extends Watcher {
  readonly id: string
  /** The description for the player, without the candidate, which is sent separately. */
  readonly sdp: string
  readonly candidate: { readonly candidate: string; readonly sdpMid: string; readonly sdpMLineIndex: number }
  readonly connected: boolean
  readonly channelOpen: boolean
  readonly packetsSent: number
  /** Applies the player's answer to the streamer's offer; false when it is invalid. */
  answer(sdp: string): boolean
  sendData(bytes: Buffer): void
  close(): void
}

/** The label that Unreal's streamers use. */
const channelLabel = 'cirrus'
const video = { mid: '0', payloadType: 96 }
const audio = { mid: '1', payloadType: 111 }
const candidateLine = /^a=(candidate:.*|end-of-candidates.*)\r?\n/gm

/**
 * Makes an offer, or answers the offer of a player. Throws when that offer is invalid.
 */
export async function openPlayer(options: PlayerOptions, offer: Offer | null): Promise<Player> {
  const peer = createPeer(options)
  let channel: DataChannel | null = null
  const attach = (opened: DataChannel): void => {
    channel = opened
    opened.onOpen(() => {
      if (!peer.closed) options.onChannelOpen()
    })
    opened.onMessage((message) => {
      if (!peer.closed) options.onData(message)
    })
    opened.onClosed(() => {
      if (channel === opened) channel = null
    })
  }
  try {
    peer.addVideo(offer?.video ?? video)
    if (!offer || offer.audio) peer.addAudio(offer?.audio ?? audio)
    if (offer) {
      peer.connection.onDataChannel(attach)
      peer.connection.setRemoteDescription(offer.sdp, 'offer')
    } else attach(peer.connection.createDataChannel(channelLabel))
    const sdp = await peer.describe(offer ? 'answer' : 'offer')
    return {
      id: options.id,
      sdp: sdp.replaceAll(candidateLine, ''),
      candidate: {
        candidate: /^a=(candidate:\S.*?)\r?$/m.exec(sdp)?.[1] ?? '',
        sdpMid: offer?.video.mid ?? video.mid,
        sdpMLineIndex: 0,
      },
      get connected() {
        return peer.connected
      },
      get channelOpen() {
        return channel?.isOpen() === true
      },
      get packetsSent() {
        return peer.packetsSent
      },
      sendVideo: peer.sendVideo,
      sendAudio: peer.sendAudio,
      answer(answered) {
        try {
          // The player's candidates are not needed: the player connects to the relay.
          peer.connection.setRemoteDescription(answered.replaceAll(candidateLine, ''), 'answer')
          return true
        } catch {
          return false
        }
      },
      sendData(bytes) {
        sendIfOpen(channel, () => channel?.sendMessageBinary(bytes))
      },
      close: peer.close,
    }
  } catch (error) {
    peer.close()
    throw error
  }
}
