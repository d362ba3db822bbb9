import type { PlatformName } from './platform-names.ts'

/** Faults of the delivery. */
export interface WebhookSwitches {
  /** Delay of each event, ms. */
  readonly delayMs: number
  /** Extra deliveries of each event. */
  readonly duplicates: number
  /** Swaps each pair of events. */
  readonly disorder: boolean
  /** Number of next events to lose. */
  readonly lose: number
}

export interface WebhookSenderOptions extends Partial<WebhookSwitches> {
  readonly platform: PlatformName
  /** URL to post to. */
  readonly url: string
  /** The signing secret, in the format of the platform's dashboard. */
  readonly secret: string
}

/** One attempt to deliver an event, or an event lost on purpose. `at` is epoch ms. */
export interface WebhookDelivery {
  readonly at: number
  readonly id: string
  readonly type: string
  /** Time of the event, epoch ms. */
  readonly happenedAt: number
  /** Counted from 1; 0 for a lost event. */
  readonly attempt: number
  readonly copy: boolean
  /** HTTP status; 0 without an answer, `null` for a lost event. */
  readonly status: number | null
}

export interface WebhookSender {
  readonly options: Readonly<WebhookSenderOptions & WebhookSwitches>
  set(switches: Partial<WebhookSwitches>): void
  /** The last 200 deliveries. */
  deliveries(): readonly WebhookDelivery[]
  on(listener: (delivery: WebhookDelivery) => void): () => void
  /** Stops the sender; nothing is sent after this. */
  close(): void
}
