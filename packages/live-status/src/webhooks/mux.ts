import { checkFunction, checkWhole } from '../check-options.ts'
import { parseJson } from './fields.ts'
import { isSigned, utf8 } from './hmac.ts'
import { muxEvent } from './mux-event.ts'
import { readMuxSignature } from './mux-signature.ts'
import { refused, refusedBody, type WebhookProvider, type WebhookReading } from './provider.ts'
import { rawBody } from './raw-body.ts'
import { type Secrets, secretsOf } from './secrets.ts'

export interface MuxOptions {
  /** The signing secret of the webhook, from the dashboard. A list while a secret is being replaced. */
  readonly secret: Secrets
  /** Max difference between the signed time and this clock, s, 1 to 86,400. Default: 300, as Mux advises. */
  readonly toleranceSeconds?: number
  /** The current time, epoch ms. Default: this machine's clock. */
  readonly now?: () => number
}

/**
 * Reads the webhooks of Mux. Creating the provider has no side effect. It throws without a secret.
 *
 * ```ts
 * const reading = await mux({ secret: process.env.MUX_WEBHOOK_SECRET! }).read(request)
 * ```
 */
export function mux({ secret, toleranceSeconds = 300, now = Date.now }: MuxOptions): WebhookProvider {
  checkFunction('mux', 'now', now, 'Times are compared with it.')
  checkWhole('mux', 'toleranceSeconds', toleranceSeconds, {
    max: 86_400,
    why: 'Without a valid limit, a recorded delivery could be sent again for ever, or all would be refused.',
  })
  const keys = secretsOf('mux', secret, 'Mux’s dashboard (Settings → Webhooks)').map(utf8)
  return {
    name: 'mux',
    assetUrl: (playbackId) => `https://stream.mux.com/${playbackId}.m3u8`,
    async read(request): Promise<WebhookReading> {
      if (request.method !== 'POST') return refused(405, 'Webhooks are POSTed.')
      const header = readMuxSignature(request.headers.get('mux-signature') ?? '')
      if (!header) return refused(401, 'The Mux signature is missing or malformed.')
      const body = await rawBody(request)
      if (typeof body === 'string') return refusedBody(body)

      const prefix = utf8(`${header.timestamp}.`)
      const message = new Uint8Array(prefix.byteLength + body.byteLength)
      message.set(prefix)
      message.set(body, prefix.byteLength)
      if (!(await isSigned(message, header.signatures, keys)))
        return refused(401, 'The signature does not match the body.')
      // Only after the signature, so that a forger learns nothing about this clock.
      if (Math.abs(now() / 1000 - Number(header.timestamp)) > toleranceSeconds)
        return refused(401, 'The signature is too old, or its time is in the future.')

      const payload = parseJson(body)
      if (payload === undefined) return refused(400, 'The body is not JSON.')
      return { ok: true, event: muxEvent(payload, now()) }
    },
  }
}
