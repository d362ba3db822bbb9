import type { WorkerCommand, WorkerOptions } from '../../worker/messages.ts'
import type { SceneState } from '../../worker/picture/scene.ts'

export interface StreamerOptions extends Pick<WorkerOptions, 'number' | 'width' | 'height' | 'fps' | 'kbps'> {
  /** Where streamers connect, a WebSocket URL. */
  readonly signallingUrl: string
  /** Asked for; the server may commit another. */
  readonly streamerId: string
}

/** What the stage says to a streamer. */
export type StreamerCommand =
  | Extract<
      WorkerCommand,
      {
        type:
          | 'freeze'
          | 'mute-channel'
          | 'network'
          | 'input'
          | 'restart-encoder'
          | 'message'
          | 'text-input'
          | 'crash'
          | 'report'
      }
    >
  /** Closes the peer connection of one player, or of all, without a word to the signalling server. */
  | { readonly type: 'drop'; readonly player: string | null }
  /** Leaves the signalling server with all its players, or comes back. */
  | { readonly type: 'signalling'; readonly on: boolean }
  /** Takes another id, which players are told. */
  | { readonly type: 'rename'; readonly id: string }
  /** How long players wait from now on: for an offer, and from their connection to the first picture. */
  | { readonly type: 'slow'; readonly offerMs: number; readonly pictureMs: number }
  /** Bytes that make no sense, to every player, on the data channel. */
  | { readonly type: 'malformed' }

/** What a streamer says to the stage. */
export type StreamerNews =
  /** It has a picture, and the server knows it. */
  | { readonly type: 'ready'; readonly id: string }
  /** The server knows it by this id: again, or by another. */
  | { readonly type: 'registered'; readonly id: string }
  | { readonly type: 'player'; readonly player: string; readonly state: 'opened' | 'connected' | 'gone' }
  /** A `UIInteraction`, or a `Command`. */
  | {
      readonly type: 'message'
      readonly player: string
      readonly kind: 'UIInteraction' | 'Command'
      readonly text: string
    }
  /** What is not in the protocol of the data channel. */
  | { readonly type: 'malformed'; readonly player: string; readonly what: string }
  | { readonly type: 'report'; readonly id: number; readonly report: StreamerReport }

export interface StreamerReport {
  readonly encoderPid: number | null
  readonly players: readonly PlayerCounts[]
  readonly scene: SceneState
}

export interface PlayerCounts {
  readonly id: string
  readonly connected: boolean
  readonly channelOpen: boolean
  readonly packetsSent: number
  /** On the data channel, by name. */
  readonly received: Readonly<Record<string, number>>
}
