import { checkFunction } from '../check-options.ts'
import { parseJson } from './fields.ts'
import { fastpixEvent } from './fastpix-event.ts'
import { fromBase64, isSigned, utf8 } from './hmac.ts'
import { refused, refusedBody, type WebhookProvider, type WebhookReading } from './provider.ts'
import { rawBody } from './raw-body.ts'
import { type Secrets, secretsOf } from './secrets.ts'

export interface FastPixOptions {
  /** The signing secret of the webhook, from the dashboard, as it is shown there; several while one is being replaced. */
  readonly secret: Secrets
  /** Epoch ms. Left out: this machine's clock. */
  readonly now?: () => number
}

/**
 * Reads FastPix's webhooks. Creating one does nothing; throws where there is no secret. Its signatures carry no time, so
 * a delivery that was recorded can be sent again: the hub knows it by its id.
 */
export function fastpix({ secret, now = Date.now }: FastPixOptions): WebhookProvider {
  checkFunction('fastpix', 'now', now, 'Times are compared with it.')
  const keys = secretsOf('fastpix', secret, 'FastPix’s dashboard (Org Settings → Webhooks)').flatMap(keysOf)
  return {
    name: 'fastpix',
    async read(request): Promise<WebhookReading> {
      if (request.method !== 'POST') return refused(405, 'Webhooks are POSTed.')
      const header = request.headers.get('fastpix-signature')
      const body = await rawBody(request)
      if (typeof body === 'string') return refusedBody(body)
      if (header === null)
        return isProbe(body)
          ? { ok: true, event: null }
          : refused(401, 'There is no signature of FastPix’s in the headers.')

      const signature = fromBase64(header.trim())
      if (signature?.byteLength !== 32 || !(await isSigned(body, [signature], keys)))
        return refused(401, 'The signature does not fit the body.')

      const payload = parseJson(body)
      if (payload === undefined) return refused(400, 'The body is not JSON.')
      return { ok: true, event: fastpixEvent(payload, now()) }
    },
  }
}

/** What the secret stands for in Base64; and its text, which is how older pages may be read. Both are as secret. */
function keysOf(secret: string): Uint8Array<ArrayBuffer>[] {
  // As Node reads it: for URLs or not, padded or not.
  const standard = secret.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  const decoded = fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='))
  return decoded ? [decoded, utf8(secret)] : [utf8(secret)]
}

/** The dashboard asks an address once, with nothing and unsigned, before it sends events there. It wants a 200. */
const isProbe = (body: Uint8Array): boolean => {
  if (body.byteLength > 16) return false
  const text = new TextDecoder().decode(body).trim()
  return text === '' || text === '{}'
}
