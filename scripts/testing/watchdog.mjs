/**
 * Detects a hanging run: nothing has ended for `silentMs`, or nothing has begun for `startMs`. It counts timer ticks
 * instead of reading the clock, so that the sleep of a machine is not taken for a hang.
 *
 * @param {{ silentMs: number, startMs?: number, onHang: (running: string[]) => void }} options `onHang` is called once,
 *   with everything that has begun but not ended
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
