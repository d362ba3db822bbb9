import { checkFunction } from '../check-options.ts'
import { parseJson } from './fields.ts'
import { fastpixEvent } from './fastpix-event.ts'
import { fromBase64, isSigned, utf8 } from './hmac.ts'
import { refused, refusedBody, type WebhookProvider, type WebhookReading } from './provider.ts'
import { rawBody } from './raw-body.ts'
import { type Secrets, secretsOf } from './secrets.ts'

export interface FastPixOptions {
  /** The signing secret of the webhook, as the dashboard shows it. A list while a secret is being replaced. */
  readonly secret: Secrets
  /** The current time, epoch ms. Default: this machine's clock. */
  readonly now?: () => number
}

/**
 * Reads the webhooks of FastPix. Creating the provider has no side effect. It throws without a secret. The signatures
 * carry no time, so a recorded delivery can be sent again. The hub recognises it by its id.
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
        return isProbe(body) ? { ok: true, event: null } : refused(401, 'The FastPix signature is missing.')

      const signature = fromBase64(header.trim())
      if (signature?.byteLength !== 32 || !(await isSigned(body, [signature], keys)))
        return refused(401, 'The signature does not match the body.')

      const payload = parseJson(body)
      if (payload === undefined) return refused(400, 'The body is not JSON.')
      return { ok: true, event: fastpixEvent(payload, now()) }
    },
  }
}

/** The key is the secret decoded from Base64. Older documentation may mean its text, so that is a key, too. */
function keysOf(secret: string): Uint8Array<ArrayBuffer>[] {
  // As in Node: standard or URL-safe Base64, with or without padding.
  const standard = secret.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  const decoded = fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='))
  return decoded ? [decoded, utf8(secret)] : [utf8(secret)]
}

/** Before it sends events, the dashboard tests the address with an empty, unsigned request. It expects a 200. */
const isProbe = (body: Uint8Array): boolean => {
  if (body.byteLength > 16) return false
  const text = new TextDecoder().decode(body).trim()
  return text === '' || text === '{}'
}
