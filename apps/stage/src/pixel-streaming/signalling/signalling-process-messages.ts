import type { FaultParams } from '../../hls/faults/fault-params.ts'
import type { PixelStreamingFaultName } from '../pixel-streaming-faults.ts'
import type { QueueUnit, VendorName } from '../vendors.ts'

export interface SignallingOptions {
  /** 0: any free port. */
  readonly port: number
  readonly vendor: VendorName
  readonly streamerId: string
  /** 0: any number. */
  readonly playersPerStreamer: number
  readonly queueUnit: QueueUnit
  readonly updateMs: number
  readonly expectedSessionMs: number
  readonly maxRuntimeMs: number
  readonly keepaliveMs: number
  /** Part of the URL that streamers connect to, so that no page can pretend to be one. */
  readonly streamerSecret: string
  /** Players are numbered from here; a server that starts again goes on where the former one was. */
  readonly firstPlayer: number
  /** What holds from the start. */
  readonly held: readonly HeldFault[]
}

/** A lasting fault that holds, one of those that happen inside the signalling server. */
export interface HeldFault {
  readonly fault: PixelStreamingFaultName
  readonly params: FaultParams
  /** Null: everybody. */
  readonly viewer: string | null
}

export type StreamerLoss = 'close' | 'streamerDisconnected' | 'nothing'

/** What the stage asks of the signalling server. */
export type SignallingAction =
  | ({ readonly type: 'inject' } & HeldFault)
  | { readonly type: 'lift'; readonly fault: PixelStreamingFaultName }
  | { readonly type: 'add-viewers'; readonly count: number; readonly stayMs: number }
  | { readonly type: 'remove-viewers'; readonly count: number }
  | { readonly type: 'end'; readonly viewer: string; readonly code: number; readonly reason: string }
  /** What to do about the players of the next streamer that goes without a word. */
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
    /** In the queue; null elsewhere. */
    readonly position: number | null
    readonly streamer: string | null
  }[]
  readonly queue: number
  readonly sessions: number
  /** Of real players. */
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
  /** Stays connected without a streamer. */
  | { readonly type: 'unsubscribed'; readonly viewer: string }
  /** Was told `subscribeFailed`, or closed before there was a place. */
  | {
      readonly type: 'refused'
      readonly viewer: string
      readonly code: number | null
      readonly reason: string
    }
  /** `by`: who closed; a socket that broke has no code. */
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

/** What the signalling server says to the stage. */
export type SignallingNews =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'state'; readonly state: SignallingState }
  | { readonly type: 'event'; readonly event: SignallingEvent }
  /** An action was carried out; the state that came of it was told before. */
  | { readonly type: 'done'; readonly id: number; readonly viewers: readonly string[] }
