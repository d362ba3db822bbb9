import type { FaultParams } from '../../hls/faults/fault-params.ts'
import type { PixelStreamingFaultName } from '../pixel-streaming-faults.ts'
import type { QueueUnit, VendorName } from '../vendors.ts'

export interface SignallingOptions {
  /** 0: any free port. */
  readonly port: number
  readonly vendor: VendorName
  readonly streamerId: string
  /** Max players per streamer; 0: any number. */
  readonly playersPerStreamer: number
  readonly queueUnit: QueueUnit
  readonly updateMs: number
  readonly expectedSessionMs: number
  readonly maxRuntimeMs: number
  readonly keepaliveMs: number
  /** Part of the streamers' URL, so that no page can pretend to be a streamer. */
  readonly streamerSecret: string
  /** First player number; a restarted server goes on from its predecessor's. */
  readonly firstPlayer: number
  /** Lasting faults that hold from the start. */
  readonly held: readonly HeldFault[]
}

/** A lasting fault that holds inside the signalling server. */
export interface HeldFault {
  readonly fault: PixelStreamingFaultName
  readonly params: FaultParams
  /** The only affected viewer; null: all viewers. */
  readonly viewer: string | null
}

export type StreamerLoss = 'close' | 'streamerDisconnected' | 'nothing'

/** Actions that the stage asks for. */
export type SignallingAction =
  | ({ readonly type: 'inject' } & HeldFault)
  | { readonly type: 'lift'; readonly fault: PixelStreamingFaultName }
  | { readonly type: 'add-viewers'; readonly count: number; readonly stayMs: number }
  | { readonly type: 'remove-viewers'; readonly count: number }
  | { readonly type: 'end'; readonly viewer: string; readonly code: number; readonly reason: string }
  /** What to tell the players of the next lost streamer. */
  | { readonly type: 'streamer-loss'; readonly tell: StreamerLoss }

export interface SignallingCommand {
  readonly id: number
  readonly action: SignallingAction
}

export interface SignallingState {
  readonly streamers: readonly { readonly id: string; readonly players: readonly string[] }[]
  readonly viewers: readonly {
    readonly id: string
    readonly simulated: boolean
    readonly state: 'connected' | 'queued' | 'subscribed'
    /** Place in the queue, from 1; null outside it. */
    readonly position: number | null
    readonly streamer: string | null
  }[]
  readonly queue: number
  readonly sessions: number
  /** Sockets of real players. */
  readonly sockets: number
}

export interface SignallingRequest {
  readonly viewer: string
  readonly direction: 'in' | 'out'
  /** The `type` of a signalling message. */
  readonly message: string
}

export type SignallingEvent =
  | { readonly type: 'joined'; readonly viewer: string; readonly simulated: boolean }
  | { readonly type: 'queued'; readonly viewer: string; readonly position: number }
  | { readonly type: 'assigned'; readonly viewer: string; readonly worker: string }
  /** The player stays connected without a streamer. */
  | { readonly type: 'unsubscribed'; readonly viewer: string }
  /** The player got `subscribeFailed`, or was closed before it got a place. */
  | {
      readonly type: 'refused'
      readonly viewer: string
      readonly code: number | null
      readonly reason: string
    }
  /** `by`: the side that closed. `code`: null for a close frame without a code. */
  | {
      readonly type: 'ended'
      readonly viewer: string
      readonly code: number | null
      readonly reason: string
      readonly by: 'server' | 'viewer'
    }
  | { readonly type: 'streamer'; readonly streamer: string; readonly state: 'registered' | 'gone' }
  | { readonly type: 'malformed'; readonly viewer: string | null; readonly what: string }
  | ({ readonly type: 'request' } & SignallingRequest)

/** Messages from the signalling process to the stage. */
export type SignallingNews =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'state'; readonly state: SignallingState }
  | { readonly type: 'event'; readonly event: SignallingEvent }
  /** An action is done; its new state was sent before. */
  | { readonly type: 'done'; readonly id: number; readonly viewers: readonly string[] }
