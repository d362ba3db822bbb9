import type { Impairment } from './rtp/relay.ts'
import type { SceneInput, SceneState } from './picture/scene.ts'
import type { ViewerCounts } from './viewer.ts'

export interface WorkerOptions {
  /** Painted into every picture, modulo 256. */
  readonly number?: number
  /** Even; 640 × 360 unless set. Small ones let many workers run on one machine. */
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly kbps?: number
  readonly maxViewers?: number
  /** Bearer tokens that are good from the start. Unless set, no token is asked for. */
  readonly tokens?: readonly string[]
}

/** What the pool says to a worker. */
export type WorkerCommand =
  /** Lets one viewer in with this token; its newest connection wins. */
  | { readonly type: 'allow'; readonly token: string }
  /** The token is good no more, and whoever came with it is dropped at once. */
  | { readonly type: 'revoke'; readonly token: string }
  /** No media, while ICE and the data channel go on: a frozen picture. */
  | { readonly type: 'freeze'; readonly on: boolean }
  /** The data channel stays open and answers nothing. */
  | { readonly type: 'mute-channel'; readonly on: boolean }
  | { readonly type: 'network'; readonly impairment: Impairment }
  /** Closes one viewer's connection from this side. */
  | { readonly type: 'drop'; readonly viewer: string }
  /** As if its only viewer had done it. */
  | { readonly type: 'input'; readonly event: SceneInput }
  /** To every viewer, on the data channel. */
  | { readonly type: 'message'; readonly data: unknown }
  | { readonly type: 'text-input'; readonly value: string; readonly multiline: boolean }
  /** Kills the encoder; a new one starts. */
  | { readonly type: 'restart-encoder' }
  /** An exception that nobody catches. */
  | { readonly type: 'crash' }
  | { readonly type: 'report'; readonly id: number }

/** What a worker says to the pool. */
export type WorkerNews =
  | { readonly type: 'ready'; readonly url: string }
  | {
      readonly type: 'viewer'
      readonly state: 'opened' | 'connected' | 'gone'
      readonly viewer: string
      readonly token: string | null
    }
  | { readonly type: 'report'; readonly id: number; readonly report: WorkerReport }

export interface WorkerReport {
  readonly url: string
  readonly encoderPid: number | null
  readonly viewers: readonly ViewerCounts[]
  readonly scene: SceneState
}
