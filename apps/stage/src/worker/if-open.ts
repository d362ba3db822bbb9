/**
 * Sends on a native track or channel. The other side can close it between the check and the send, on a native thread;
 * then sending throws. Returns false when it was not open.
 */
export function sendIfOpen(way: { isOpen(): boolean } | null | undefined, send: () => unknown): boolean {
  if (!way?.isOpen()) return false
  try {
    send()
    return true
  } catch (error) {
    if (way.isOpen()) throw error
    return false
  }
}
