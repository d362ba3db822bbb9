import type { LiveEvent } from './live-event.ts'
import type { BodyFailure } from './raw-body.ts'

/** The result of reading one delivery. */
export type WebhookReading =
  | {
      readonly ok: true
      /** `null`: genuine, but no event of a live stream that we know. Answer with 200 all the same. */
      readonly event: LiveEvent | null
    }
  | {
      readonly ok: false
      /** The HTTP status to answer with. */
      readonly status: 400 | 401 | 405 | 408 | 413
      /** For the log and the answer. Contains nothing of the payload. */
      readonly reason: string
    }

/** Reads the webhooks of one platform. */
export interface WebhookProvider {
  readonly name: string
  /** Verifies and translates a delivery. Reads the body of the request. Never rejects. */
  read(request: Request): Promise<WebhookReading>
  /** The address of a recording, for platforms where each broadcast has its own address. */
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
