/** Calls `tick` at a steady rate without drift. After a stall of 200 ms it goes on from now instead of catching up. */
export function startTicker(perSecond: number, tick: () => void): () => void {
  let timer: NodeJS.Timeout
  let [start, ticks] = [performance.now(), 0]
  const next = (): void => {
    tick()
    ticks++
    const wait = start + (ticks * 1000) / perSecond - performance.now()
    if (wait < -200) [start, ticks] = [performance.now(), 0]
    timer = setTimeout(next, Math.max(0, wait))
  }
  timer = setTimeout(next, 0)
  return () => clearTimeout(timer)
}
