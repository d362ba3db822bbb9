import { useEffect, useState } from 'react'
import { useStore } from '../../store.ts'
import type { EventLog } from '../log.ts'

const redrawMs = 500

/** The time at the right edge of a plot, epoch ms. Renders again every 500 ms, so that the plot moves. */
export function usePlotTime(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), redrawMs)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** The positions on a plot, 0 to 1, of the faults within the last `spanMs`. */
export function useFaultMarks(log: EventLog, now: number, spanMs: number) {
  return useStore(log.entries)
    .filter(({ from, at, text }) => from === 'stage' && at > now - spanMs && text.includes('injected'))
    .map(({ id, at }) => ({ id, x: (at - now + spanMs) / spanMs }))
}
