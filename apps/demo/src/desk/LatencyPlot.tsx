import { seconds } from '../scenarios/report.ts'
import { useStore } from '../store.ts'
import type { Desk } from './desk.ts'
import { plotLatency, streamScalesMs } from './latency-plot.ts'
import { Plot, SPAN_MS } from './Plot.tsx'
import { useFaultMarks, usePlotTime } from './use-plot-time.ts'

/** The distance to the encoder over the last minute, read from the pictures themselves. */
export function LatencyPlot({ desk }: { desk: Desk }) {
  const observation = useStore(desk.observation)
  const now = usePlotTime()
  const marks = useFaultMarks(desk.log, now, SPAN_MS)
  const pictures = observation?.pictures.since(now - SPAN_MS) ?? []
  const { lines, topMs, latencyMs } = plotLatency(pictures, now, SPAN_MS, streamScalesMs)
  const topS = topMs / 1000
  return (
    <Plot
      title="Latency"
      now={latencyMs === null ? 'no picture' : seconds(latencyMs)}
      lines={lines}
      marks={marks}
      scale={[`${topS} s`, `${topS / 2} s`, '0']}
    />
  )
}
