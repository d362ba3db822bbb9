import type { LiveEvent } from './live-event.ts'
import type { BodyFailure } from './raw-body.ts'

/** What came of one delivery. */
export type WebhookReading =
  | {
      readonly ok: true
      /** `null`: genuine, and nothing about a live stream that we know. Answer it with 200 all the same. */
      readonly event: LiveEvent | null
    }
  | {
      readonly ok: false
      /** The HTTP status to refuse it with. */
      readonly status: 400 | 401 | 405 | 408 | 413
      /** For the log and the answer; holds nothing of what was sent. */
      readonly reason: string
    }

/** Reads the webhooks of one platform. */
export interface WebhookProvider {
  readonly name: string
  /** Verifies a delivery and says what it means. Reads the request's body; never rejects. */
  read(request: Request): Promise<WebhookReading>
  /** Where a recording plays, for platforms where each broadcast has an address of its own. */
  assetUrl?(playbackId: string): string
}

export const refused = (
  status: Extract<WebhookReading, { ok: false }>['status'],
  reason: string,
): WebhookReading => ({ ok: false, status, reason })

const bodyRefusals: Readonly<Record<BodyFailure, WebhookReading>> = {
  'broken-off': refused(400, 'The body broke off, or was read before.'),
  'too-slow': refused(408, 'The body took too long.'),
  'too-large': refused(413, 'The body is larger than any event.'),
}

export const refusedBody = (failure: BodyFailure): WebhookReading => bodyRefusals[failure]
