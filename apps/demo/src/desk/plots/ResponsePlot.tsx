import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { applicationScalesMs, plotDots, plotLatency } from './latency-plot.ts'
import { Plot, plotSpanMs } from './Plot.tsx'
import { useFaultMarks, usePlotTime } from './use-plot-time.ts'

/**
 * The latency of the picture behind the worker over the last minute, and the time from each click to its picture. Both
 * are read from the pictures themselves.
 */
export function ResponsePlot({ desk }: { desk: Desk }) {
  const observation = useStore(desk.observation)
  const now = usePlotTime()
  const marks = useFaultMarks(desk.log, now, plotSpanMs)
  const pictures = observation?.pictures.since(now - plotSpanMs) ?? []
  const clicks = observation?.clicks.all.filter(({ at }) => at >= now - plotSpanMs) ?? []
  const slowest = Math.max(0, ...clicks.map(({ tookMs }) => tookMs))
  const { lines, topMs, latencyMs } = plotLatency(pictures, now, plotSpanMs, applicationScalesMs, slowest)
  const last = clicks.at(-1)
  const says = [
    latencyMs === null ? 'no picture' : `picture ${Math.round(latencyMs)} ms`,
    last ? `click to photon ${Math.round(last.tookMs)} ms` : 'click the picture to measure',
  ]
  return (
    <Plot
      title="Response"
      now={says.join(' · ')}
      lines={lines}
      dots={plotDots(clicks, now, plotSpanMs, topMs)}
      marks={marks}
      scale={[inWords(topMs), inWords(topMs / 2), '0']}
    />
  )
}

function inWords(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`
}
