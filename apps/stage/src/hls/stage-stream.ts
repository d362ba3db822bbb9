import type { StreamEvent, StreamEvents, StreamListener, StreamRequest } from './events.ts'
import type { FaultParams } from './faults/fault-params.ts'
import type { FaultName } from './faults/faults.ts'
import type { ResolvedStreamOptions } from './stream-options.ts'
import type { WebhookSender, WebhookSenderOptions } from '../webhooks/webhook.ts'

/** One stream of the stage: an encoder, its playlists, and their faults. */
export interface StageStream {
  readonly id: string
  /** URL of the entry playlist. */
  readonly url: string
  readonly options: ResolvedStreamOptions
  readonly state: StreamState
  /** Injects a fault. A lasting one holds until `lift`, or for `params.durationMs`. Rejects on bad parameters. */
  inject(fault: FaultName, params?: Record<string, unknown>): Promise<FaultResult>
  /** Ends a lasting fault. False when it was not active. */
  lift(fault: FaultName): Promise<boolean>
  /**
   * Sends past and future events as a platform's webhooks. A second call replaces the first. Throws a `StageError` on
   * bad options.
   */
  sendWebhooks(options: WebhookSenderOptions): WebhookSender
  /** URL of the stream's status as server-sent events, for viewers; `null` without a `platform`. */
  readonly statusUrl: string | null
  /** The current webhook sender; `null` before `sendWebhooks`. */
  readonly webhooks: WebhookSender | null
  /** A newly signed URL of the entry playlist. */
  newToken(): { token: string; url: string }
  on(listener: StreamListener): () => void
  /** The next event of a type that passes the test; rejects when the stream closes first. */
  next: StreamEvents['next']
  /** The last 100 events, without requests. */
  events(): readonly StreamEvent[]
  /** The last 500 requests. */
  requests(): readonly StreamRequest[]
  requestCounts(): Readonly<Record<StreamRequest['kind'], number>>
  /** Resolves once at least `segments` (default 3) are listed and the encoder keeps real time. */
  ready(segments?: number): Promise<void>
  /** Kills the encoder and removes the stream from the stage. */
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
  /** Id and URL of the next stream, after `new-asset`. */
  readonly id?: string
  readonly url?: string
}
