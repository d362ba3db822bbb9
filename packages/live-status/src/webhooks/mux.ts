import { checkFunction, checkWhole } from '../check-options.ts'
import { parseJson } from './fields.ts'
import { isSigned, utf8 } from './hmac.ts'
import { muxEvent } from './mux-event.ts'
import { readMuxSignature } from './mux-signature.ts'
import { refused, refusedBody, type WebhookProvider, type WebhookReading } from './provider.ts'
import { rawBody } from './raw-body.ts'
import { type Secrets, secretsOf } from './secrets.ts'

export interface MuxOptions {
  /** The signing secret of the webhook, from the dashboard; several while one is being replaced. */
  readonly secret: Secrets
  /** A delivery that was signed longer ago, or so far ahead of this clock, is refused. Left out: 300 s, as Mux advises. */
  readonly toleranceSeconds?: number
  /** Epoch ms. Left out: this machine's clock. */
  readonly now?: () => number
}

/**
 * Reads Mux's webhooks. Creating one does nothing; throws where there is no secret.
 *
 * ```ts
 * const reading = await mux({ secret: process.env.MUX_WEBHOOK_SECRET! }).read(request)
 * ```
 */
export function mux({ secret, toleranceSeconds = 300, now = Date.now }: MuxOptions): WebhookProvider {
  checkFunction('mux', 'now', now, 'Times are compared with it.')
  checkWhole('mux', 'toleranceSeconds', toleranceSeconds, {
    most: 86_400,
    why: 'Without a bound that is one a delivery that was recorded could be sent again for ever, or none would be taken.',
  })
  const keys = secretsOf('mux', secret, 'Mux’s dashboard (Settings → Webhooks)').map(utf8)
  return {
    name: 'mux',
    assetUrl: (playbackId) => `https://stream.mux.com/${playbackId}.m3u8`,
    async read(request): Promise<WebhookReading> {
      if (request.method !== 'POST') return refused(405, 'Webhooks are POSTed.')
      const header = readMuxSignature(request.headers.get('mux-signature') ?? '')
      if (!header) return refused(401, 'There is no signature of Mux’s in the headers.')
      const body = await rawBody(request)
      if (typeof body === 'string') return refusedBody(body)

      const prefix = utf8(`${header.timestamp}.`)
      const message = new Uint8Array(prefix.byteLength + body.byteLength)
      message.set(prefix)
      message.set(body, prefix.byteLength)
      if (!(await isSigned(message, header.signatures, keys)))
        return refused(401, 'The signature does not fit the body.')
      // Only after the signature: whoever cannot sign learns nothing about this clock.
      if (Math.abs(now() / 1000 - Number(header.timestamp)) > toleranceSeconds)
        return refused(401, 'The signature is too old, or of another clock.')

      const payload = parseJson(body)
      if (payload === undefined) return refused(400, 'The body is not JSON.')
      return { ok: true, event: muxEvent(payload, now()) }
    },
  }
}
