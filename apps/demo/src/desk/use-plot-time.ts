import { useEffect, useState } from 'react'
import { useStore } from '../store.ts'
import type { EventLog } from './log.ts'

const REDRAW_MS = 500

/** The moment at the right edge of a plot; renders again so that it moves. */
export function usePlotTime(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REDRAW_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Where faults of the last `spanMs` lie on a plot. */
export function useFaultMarks(log: EventLog, now: number, spanMs: number) {
  return useStore(log.entries)
    .filter(({ from, at, text }) => from === 'stage' && at > now - spanMs && text.includes('injected'))
    .map(({ id, at }) => ({ id, x: (at - now + spanMs) / spanMs }))
}
