/**
 * Sends on a native track or channel, which its other side may close between our look and our word: on a thread of its
 * own, and then sending throws. False where it was not open.
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
