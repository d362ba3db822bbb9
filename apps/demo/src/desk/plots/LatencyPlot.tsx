import { seconds } from '../../scenarios/report.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { plotLatency, streamScalesMs } from './latency-plot.ts'
import { Plot, plotSpanMs } from './Plot.tsx'
import { useFaultMarks, usePlotTime } from './use-plot-time.ts'

/** The latency behind the encoder over the last minute, read from the clock painted into the pictures. */
export function LatencyPlot({ desk }: { desk: Desk }) {
  const observation = useStore(desk.observation)
  const now = usePlotTime()
  const marks = useFaultMarks(desk.log, now, plotSpanMs)
  const pictures = observation?.pictures.since(now - plotSpanMs) ?? []
  const { lines, topMs, latencyMs } = plotLatency(pictures, now, plotSpanMs, streamScalesMs)
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
