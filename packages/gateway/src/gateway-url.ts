import type { Refreshable } from '@standby/core/source'

/** The address to connect to; `null` where it is none: no text, relative, or anything but ws and wss. */
export function gatewayUrl(given: unknown): string | null {
  if (typeof given !== 'string') return null
  try {
    const url = new URL(given.trim())
    if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return null
    // A WebSocket takes none.
    url.hash = ''
    return url.href
  } catch {
    return null
  }
}

/** The same gateway whatever its query says: no query, no fragment, no credentials. */
const withoutSecrets = (url: string): string =>
  url
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/^(\w+:\/\/)[^/]*@/, '$1')

/** The id of a session that was given none. A gateway behind a function can only be told by its author. */
export function gatewayId(url: Refreshable<string>, app: string): string {
  return typeof url === 'string' ? `${withoutSecrets(url)}#${app}` : `gateway#${app}`
}
