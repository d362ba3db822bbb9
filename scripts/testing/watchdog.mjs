/**
 * Notices that a run hangs: nothing has ended for `silentMs`, or nothing has begun for `startMs`. Counts seconds in which it could run instead of reading
 * the clock, so that a machine that slept or was stopped is not taken for a test that hangs.
 *
 * @param {{ silentMs: number, startMs?: number, onHang: (running: string[]) => void }} options `onHang` is called once, with what has
 *   begun and not ended
 */
export function createWatchdog({ silentMs, startMs = 180_000, onHang }) {
  const running = new Set()
  let limit = startMs
  let silentFor = 0
  const timer = setInterval(() => {
    silentFor += 1000
    if (silentFor < limit) return
    clearInterval(timer)
    onHang([...running])
  }, 1000)
  return {
    hear({ type, what }) {
      if (type === 'began') running.add(what)
      else running.delete(what)
      if (type === 'began' && limit === silentMs) return
      limit = silentMs
      silentFor = 0
    },
    stop: () => clearInterval(timer),
  }
}
