import { type Refreshable, urlWithoutSecrets } from '@standby/core/source'

const web = /^https?:$/

/**
 * The absolute address of an endpoint. `null` if it is empty, no string, contains spaces, or has a scheme other than
 * http and https. Relative addresses are resolved against the page.
 */
export function endpointUrl(given: unknown, base: string | undefined): string | null {
  const text = typeof given === 'string' ? given.trim() : ''
  if (text === '' || /\s/.test(text)) return null
  return webUrl(text, base)
}

/** The address in a `Location` header. `null` if it is missing, invalid, or neither http nor https. */
export function resourceUrl(location: string | null, answeredBy: string): string | null {
  return location === null ? null : webUrl(location.trim(), answeredBy)
}

function webUrl(text: string, base: string | undefined): string | null {
  try {
    const url = new URL(text, base)
    return web.test(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

/** The default id of a stream. If `url` is a function, the address is unknown, so the id is only `whep`. */
export function streamId(url: Refreshable<string>): string {
  return typeof url === 'string' ? `whep:${urlWithoutSecrets(url)}` : 'whep'
}
