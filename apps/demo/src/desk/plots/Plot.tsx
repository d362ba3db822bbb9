import type { ReactNode } from 'react'
import type { PlotPoint } from './latency-plot.ts'

export const plotSpanMs = 60_000

const plotWidth = 600
const plotHeight = 72

export interface PlotProps {
  title: string
  /** The current value, in words. */
  now: string
  lines: readonly (readonly PlotPoint[])[]
  /** Single measurements, beside the line. */
  dots?: readonly PlotPoint[]
  /** Marked moments: 0 at the left edge, 1 at the right. */
  marks: readonly { readonly id: number; readonly x: number }[]
  /** Labels at the top, middle and foot of the scale. */
  scale: readonly [ReactNode, ReactNode, ReactNode]
}

/** The last minute as a line. A gap is a time without moving pictures. */
export function Plot({ title, now, lines, dots = [], marks, scale }: PlotProps) {
  const [top, middle, foot] = scale
  return (
    <section className="plot" aria-labelledby="plot-title">
      <h2 id="plot-title">{title}</h2>
      <output>{now}</output>
      <svg
        viewBox={`0 0 ${plotWidth} ${plotHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title} of the last minute`}
      >
        <line className="plot-grid" x1="0" x2={plotWidth} y1={plotHeight / 2} y2={plotHeight / 2} />
        {marks.map(({ id, x }) => (
          <line key={id} className="plot-mark" x1={x * plotWidth} x2={x * plotWidth} y1="0" y2={plotHeight} />
        ))}
        {lines.map((line) => (
          <polyline key={line[0]?.x} className="plot-line" points={line.map(pointText).join(' ')} />
        ))}
        {dots.map((dot) => (
          // A path of length 0 stays round when the plot is stretched.
          <path key={dot.x} className="plot-dot" d={`M${pointText(dot)}h0`} />
        ))}
      </svg>
      <p className="plot-scale" aria-hidden="true">
        <span>{top}</span>
        <span>{middle}</span>
        <span>{foot}</span>
      </p>
      <p className="plot-time" aria-hidden="true">
        <span>60 s ago</span>
        <span>now</span>
      </p>
    </section>
  )
}

function pointText({ x, y }: PlotPoint): string {
  return `${(x * plotWidth).toFixed(1)},${((1 - y) * plotHeight).toFixed(1)}`
}
