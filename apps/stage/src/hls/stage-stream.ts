import type { StreamEvent, StreamEvents, StreamListener, StreamRequest } from './events.ts'
import type { FaultParams } from './faults/fault-params.ts'
import type { FaultName } from './faults/faults.ts'
import type { ResolvedStreamOptions } from './stream-options.ts'
import type { WebhookSender, WebhookSenderOptions } from '../webhooks/webhook.ts'

/** One stream of the stage: an encoder, the playlists made of it, and everything that can go wrong with them. */
export interface StageStream {
  readonly id: string
  /** The entry playlist. */
  readonly url: string
  readonly options: ResolvedStreamOptions
  readonly state: StreamState
  /** Makes a fault happen; a lasting one holds until `lift`, or for `params.durationMs`. Rejects on bad parameters. */
  inject(fault: FaultName, params?: Record<string, unknown>): Promise<FaultResult>
  /** Ends a lasting fault. False when it did not hold. */
  lift(fault: FaultName): Promise<boolean>
  /**
   * Sends what happens, and what has happened, as a platform's webhooks, from now on; a second call takes the place of
   * the first. Throws a `StageError` on bad options.
   */
  sendWebhooks(options: WebhookSenderOptions): WebhookSender
  /** Where viewers hear of its status, over server-sent events; `null` without a `platform`. */
  readonly statusUrl: string | null
  /** What `sendWebhooks` made; `null` before. */
  readonly webhooks: WebhookSender | null
  /** A newly signed URL of the entry playlist. */
  newToken(): { token: string; url: string }
  on(listener: StreamListener): () => void
  /** The next event of a type that passes the test; rejects when the stream closes before. */
  next: StreamEvents['next']
  /** The last 100 events, requests apart. */
  events(): readonly StreamEvent[]
  /** The last 500 requests. */
  requests(): readonly StreamRequest[]
  requestCounts(): Readonly<Record<StreamRequest['kind'], number>>
  /** Resolves once at least this many segments are listed and the encoder keeps real time. */
  ready(segments?: number): Promise<void>
  /** Kills the encoder and takes the stream off the stage. */
  close(): Promise<void>
}

export interface StreamState {
  readonly encoder: 'running' | 'stopped'
  /** Process id of the running encoder. */
  readonly encoderPid: number | null
  /** How many times an encoder has been started. */
  readonly run: number
  readonly ended: boolean
  /** Whether the server has removed the playlist because its encoder is gone. */
  readonly removed: boolean
  /** Sequence number of the newest listed segment; null before the first. */
  readonly sequence: number | null
  readonly activeFaults: readonly FaultName[]
}

export interface FaultResult {
  readonly fault: FaultName
  readonly params: FaultParams
  /** Where the broadcast goes on, after `new-asset`. */
  readonly id?: string
  readonly url?: string
}
