import type { Impairment } from './rtp/relay.ts'
import type { SceneInput, SceneState } from './picture/scene.ts'
import type { ViewerCounts } from './viewer.ts'

export interface WorkerOptions {
  /** Worker number, painted into every picture modulo 256. */
  readonly number?: number
  /** Width and height must be even; default 640 × 360. Small pictures let many workers run on one machine. */
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly kbps?: number
  readonly maxViewers?: number
  /** Bearer tokens that are valid from the start. Unset: no token is required. */
  readonly tokens?: readonly string[]
}

/** Commands from the pool to a worker. */
export type WorkerCommand =
  /** Allows one viewer with this token; its newest connection replaces an older one. */
  | { readonly type: 'allow'; readonly token: string }
  /** Revokes the token, and drops its viewer at once. */
  | { readonly type: 'revoke'; readonly token: string }
  /** Stops media, while ICE and the data channel go on: a frozen picture. */
  | { readonly type: 'freeze'; readonly on: boolean }
  /** Keeps the data channel open but silent. */
  | { readonly type: 'mute-channel'; readonly on: boolean }
  | { readonly type: 'network'; readonly impairment: Impairment }
  /** Closes one viewer's connection from this side. */
  | { readonly type: 'drop'; readonly viewer: string }
  /** Applies input to the scene, as a viewer's would be. */
  | { readonly type: 'input'; readonly event: SceneInput }
  /** Sends data to every viewer on the data channel. */
  | { readonly type: 'message'; readonly data: unknown }
  | { readonly type: 'text-input'; readonly value: string; readonly multiline: boolean }
  /** Kills the encoder; a new one starts. */
  | { readonly type: 'restart-encoder' }
  /** Throws an uncaught exception. */
  | { readonly type: 'crash' }
  | { readonly type: 'report'; readonly id: number }

/** Messages from a worker to the pool. */
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
