import type { PlatformName } from './platform-names.ts'

/** What can go wrong on the way, each on a switch of its own. */
export interface WebhookSwitches {
  /** Before each delivery, ms. */
  readonly delayMs: number
  /** So many more deliveries of each event. */
  readonly duplicates: number
  /** Of two events the second arrives first. */
  readonly disorder: boolean
  /** So many of the next events never arrive. */
  readonly lose: number
}

export interface WebhookSenderOptions extends Partial<WebhookSwitches> {
  readonly platform: PlatformName
  /** Where they are posted. */
  readonly url: string
  /** The signing secret, as the platform's dashboard shows it. */
  readonly secret: string
}

/** One attempt to deliver, or one event that was lost on purpose. `at` is epoch ms. */
export interface WebhookDelivery {
  readonly at: number
  readonly id: string
  readonly type: string
  /** When it happened, epoch ms. */
  readonly happenedAt: number
  /** From 1; 0 for an event that was lost. */
  readonly attempt: number
  readonly copy: boolean
  /** HTTP status; 0 where nobody answered, `null` for an event that was lost. */
  readonly status: number | null
}

export interface WebhookSender {
  readonly options: Readonly<WebhookSenderOptions & WebhookSwitches>
  set(switches: Partial<WebhookSwitches>): void
  /** The last 200. */
  deliveries(): readonly WebhookDelivery[]
  on(listener: (delivery: WebhookDelivery) => void): () => void
  /** Nothing is sent any more. */
  close(): void
}
