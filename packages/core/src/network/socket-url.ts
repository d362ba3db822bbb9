/** The address of a WebSocket. `null` if it is no string, relative, or has a scheme other than ws and wss. */
export function socketUrl(given: unknown): string | null {
  if (typeof given !== 'string') return null
  try {
    const url = new URL(given.trim())
    if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return null
    // The WebSocket constructor may throw for a fragment.
    url.hash = ''
    return url.href
  } catch {
    return null
  }
}
