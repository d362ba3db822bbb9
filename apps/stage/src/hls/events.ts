import type { FaultParams } from './faults/fault-params.ts'
import type { FaultName } from './faults/faults.ts'
import { nextEvent, tellListeners } from '../control/listeners.ts'
import type { WebhookDelivery } from '../webhooks/webhook.ts'

export type RequestKind = 'master' | 'playlist' | 'init' | 'segment' | 'captions'

/** One answered viewer request. */
export interface StreamRequest {
  /** Path below the stream's own path, without the query, such as `0/index.m3u8`. */
  readonly path: string
  readonly kind: RequestKind
  /** HTTP status; 0 when the connection broke before a whole answer. */
  readonly status: number
  /** Arrival of the request, epoch ms. */
  readonly at: number
}

/** An event of a stream. `at` is epoch ms. */
export type StreamEvent = { readonly at: number } & (
  | { readonly type: 'encoder-started'; readonly run: number }
  | {
      readonly type: 'encoder-stopped'
      readonly run: number
      readonly reason: 'killed' | 'crashed'
      /** End of ffmpeg's error output, after a crash. */
      readonly error?: string
    }
  | {
      readonly type: 'segment-listed'
      readonly sequence: number
      readonly run: number
      /** Painted clock of its first frame, and of the frame after its last; epoch ms. */
      readonly startMs: number
      readonly endMs: number
      readonly discontinuity: boolean
      readonly gap: boolean
      /** The fault that damages this segment; null when whole. */
      readonly fault: FaultName | null
    }
  | {
      readonly type: 'fault'
      readonly fault: FaultName
      readonly phase: 'injected' | 'lifted'
      readonly params: FaultParams
    }
  /** The playlist answers 404 from now on, until an encoder is back. */
  | { readonly type: 'removed' }
  /** The playlist has its end tag. */
  | { readonly type: 'ended' }
  /** The first segment of a broadcast is listed; also when a later broadcast starts at the same URL. */
  | { readonly type: 'live'; readonly run: number }
  | { readonly type: 'new-asset'; readonly id: string; readonly url: string }
  /** One attempt to deliver a webhook, or a webhook lost on purpose. */
  | ({ readonly type: 'webhook'; readonly event: string } & Omit<WebhookDelivery, 'at' | 'type'>)
  | ({ readonly type: 'request' } & StreamRequest)
  | { readonly type: 'closed' }
)

export type StreamEventType = StreamEvent['type']
export type StreamEventOf<Type extends StreamEventType> = Extract<StreamEvent, { type: Type }>
export type StreamListener = (event: StreamEvent) => void

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never
/** An event as it is reported, before it gets its time. */
export type StreamReport = WithoutTime<StreamEvent>

const maxKeptEvents = 100

/** Passes events to listeners and remembers the last 100, without requests. */
export class StreamEvents {
  private readonly listeners = new Set<StreamListener>()
  private history: StreamEvent[] = []

  emit(report: StreamReport & { at?: number }): void {
    const event = { at: Date.now(), ...report } as StreamEvent
    // Requests would push everything else out within a minute; the request log keeps them instead.
    if (event.type !== 'request') this.history = [...this.history, event].slice(-maxKeptEvents)
    tellListeners(this.listeners, event)
  }

  on(listener: StreamListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  past(): readonly StreamEvent[] {
    return this.history
  }

  /** Resolves with the next event of a type that passes the test; rejects when the stream closes first. */
  next<Type extends StreamEventType>(
    type: Type,
    test?: (event: StreamEventOf<Type>) => boolean,
  ): Promise<StreamEventOf<Type>> {
    return nextEvent<StreamEvent, Type>(this, 'the stream', type, test)
  }
}
