import { type Refreshable, urlWithoutSecrets } from '@standby/core/source'

const web = /^https?:$/

/**
 * The absolute address of an endpoint; `null` where `url` is none: empty, no text, with spaces in it, or anything
 * but http and https. Relative ones count from the page.
 */
export function endpointUrl(given: unknown, base: string | undefined): string | null {
  const text = typeof given === 'string' ? given.trim() : ''
  if (text === '' || /\s/.test(text)) return null
  return webUrl(text, base)
}

/** What a `Location` header names; `null` where it is none, or leads away from http and https. */
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

/** The id of a stream that was given none. One behind a function can only be told by its author. */
export function streamId(url: Refreshable<string>): string {
  return typeof url === 'string' ? `whep:${urlWithoutSecrets(url)}` : 'whep'
}
