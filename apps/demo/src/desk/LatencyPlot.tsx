import { useEffect, useState } from 'react'
import { seconds } from '../scenarios/report.ts'
import { useStore } from '../store.ts'
import type { Desk } from './desk.ts'
import { plotLatency, type PlotPoint } from './latency-plot.ts'

const SPAN_MS = 60_000
const REDRAW_MS = 500
const WIDTH = 600
const HEIGHT = 72

/** The distance to the encoder over the last minute, read from the pictures themselves. Gaps are stops. */
export function LatencyPlot({ desk }: { desk: Desk }) {
  const observation = useStore(desk.observation)
  const entries = useStore(desk.log.entries)
  const now = useNow(REDRAW_MS)
  const { lines, topS, latencyMs } = plotLatency(
    observation?.pictures.since(now - SPAN_MS) ?? [],
    now,
    SPAN_MS,
  )
  const marks = entries.filter(
    ({ from, at, text }) => from === 'stage' && at > now - SPAN_MS && text.includes('injected'),
  )
  return (
    <section className="plot" aria-labelledby="plot-title">
      <h2 id="plot-title">Latency</h2>
      <output>{latencyMs === null ? 'no picture' : seconds(latencyMs)}</output>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label="Latency of the last minute"
      >
        <line className="plot-grid" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {marks.map(({ id, at }) => {
          const x = ((at - now + SPAN_MS) / SPAN_MS) * WIDTH
          return <line key={id} className="plot-mark" x1={x} x2={x} y1="0" y2={HEIGHT} />
        })}
        {lines.map((line) => (
          <polyline key={line[0]?.x} className="plot-line" points={coordinates(line)} />
        ))}
      </svg>
      <p className="plot-scale" aria-hidden="true">
        <span>{topS} s</span>
        <span>{topS / 2} s</span>
        <span>0</span>
      </p>
      <p className="plot-time" aria-hidden="true">
        <span>60 s ago</span>
        <span>now</span>
      </p>
    </section>
  )
}

function coordinates(line: readonly PlotPoint[]): string {
  return line.map(({ x, y }) => `${(x * WIDTH).toFixed(1)},${((1 - y) * HEIGHT).toFixed(1)}`).join(' ')
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
