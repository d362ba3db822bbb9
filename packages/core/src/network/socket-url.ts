/** The address of a WebSocket; `null` where it is none: no text, relative, or anything but ws and wss. */
export function socketUrl(given: unknown): string | null {
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
