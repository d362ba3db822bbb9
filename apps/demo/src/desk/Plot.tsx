import type { ReactNode } from 'react'
import type { PlotPoint } from './latency-plot.ts'

export const SPAN_MS = 60_000

const WIDTH = 600
const HEIGHT = 72

export interface PlotProps {
  title: string
  /** What holds now, in words. */
  now: string
  lines: readonly (readonly PlotPoint[])[]
  /** Single measurements, beside the line. */
  dots?: readonly PlotPoint[]
  /** Moments to see, 0 at the left edge, 1 at the right. */
  marks: readonly { readonly id: number; readonly x: number }[]
  /** Top, middle and foot of the scale. */
  scale: readonly [ReactNode, ReactNode, ReactNode]
}

/** The last minute as a line. Gaps are stops. */
export function Plot({ title, now, lines, dots = [], marks, scale }: PlotProps) {
  const [top, middle, foot] = scale
  return (
    <section className="plot" aria-labelledby="plot-title">
      <h2 id="plot-title">{title}</h2>
      <output>{now}</output>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title} of the last minute`}
      >
        <line className="plot-grid" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {marks.map(({ id, x }) => (
          <line key={id} className="plot-mark" x1={x * WIDTH} x2={x * WIDTH} y1="0" y2={HEIGHT} />
        ))}
        {lines.map((line) => (
          <polyline key={line[0]?.x} className="plot-line" points={line.map(place).join(' ')} />
        ))}
        {dots.map((dot) => (
          // Without a length, so that it is round however the plot is stretched.
          <path key={dot.x} className="plot-dot" d={`M${place(dot)}h0`} />
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

function place({ x, y }: PlotPoint): string {
  return `${(x * WIDTH).toFixed(1)},${((1 - y) * HEIGHT).toFixed(1)}`
}
