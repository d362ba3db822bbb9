import type { WorkerCommand, WorkerOptions } from '../../worker/messages.ts'
import type { SceneState } from '../../worker/picture/scene.ts'

export interface StreamerOptions extends Pick<WorkerOptions, 'number' | 'width' | 'height' | 'fps' | 'kbps'> {
  /** WebSocket URL for streamers. */
  readonly signallingUrl: string
  /** The requested id; the server may assign another. */
  readonly streamerId: string
}

/** Commands from the stage to a streamer. */
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
  /** Closes the peer connection of one player, or of all, without telling the signalling server. */
  | { readonly type: 'drop'; readonly player: string | null }
  /** Leaves the signalling server with all its players, or comes back. */
  | { readonly type: 'signalling'; readonly on: boolean }
  /** Changes the id; the server tells the players. */
  | { readonly type: 'rename'; readonly id: string }
  /** Delays for new players, ms: until the offer, and from the connection to the first picture. */
  | { readonly type: 'slow'; readonly offerMs: number; readonly pictureMs: number }
  /** Sends malformed bytes to every player on the data channel. */
  | { readonly type: 'malformed' }

/** Messages from a streamer to the stage. */
export type StreamerNews =
  /** It has a picture and is registered. */
  | { readonly type: 'ready'; readonly id: string }
  /** It is registered with this id: after a reconnect or a change of id. */
  | { readonly type: 'registered'; readonly id: string }
  | { readonly type: 'player'; readonly player: string; readonly state: 'opened' | 'connected' | 'gone' }
  /** A `UIInteraction`, or a `Command`. */
  | {
      readonly type: 'message'
      readonly player: string
      readonly kind: 'UIInteraction' | 'Command'
      readonly text: string
    }
  /** A message outside the protocol. */
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
  /** Number of data channel messages, by name. */
  readonly received: Readonly<Record<string, number>>
}
