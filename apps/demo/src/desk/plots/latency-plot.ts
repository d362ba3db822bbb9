import { stopMs, type Picture } from '../../observe/picture-log.ts'

export interface PlotPoint {
  /** 0 at the left edge, 1 at the right. */
  readonly x: number
  /** 0 at the foot, 1 at the top of the scale. */
  readonly y: number
}

export interface Plot {
  /** One line per stretch of moving pictures. */
  readonly lines: readonly (readonly PlotPoint[])[]
  /** The top of the scale, ms. */
  readonly topMs: number
  /** The latency now, ms; `null` without a picture. */
  readonly latencyMs: number | null
}

const stepMs = 250

/** Possible tops of the scale, ms. The plot takes the smallest one that fits every value. */
export const streamScalesMs = [5000, 10_000, 20_000, 40_000, 80_000, 160_000] as const
export const applicationScalesMs = [200, 400, 1000, 4000, 20_000] as const

/**
 * Glass-to-glass latency over the last `spanMs`: max 1 point per 250 ms. The line breaks where the picture stood still.
 * `highestMs` is the highest other value that the scale must fit.
 */
export function plotLatency(
  pictures: readonly Picture[],
  now: number,
  spanMs: number,
  scalesMs: readonly number[],
  highestMs = 0,
): Plot {
  const from = now - spanMs
  const points = pictures.flatMap(({ at, clock }) =>
    clock && at >= from ? [{ at, latencyMs: at - clock.timeMs }] : [],
  )
  const highest = points.reduce((max, { latencyMs }) => Math.max(max, latencyMs), highestMs)
  const topMs = scalesMs.find((scale) => scale >= highest) ?? scalesMs.at(-1) ?? highest
  const lines: PlotPoint[][] = []
  let lastAt = -Infinity
  let drawnAt = -Infinity
  for (const { at, latencyMs } of points) {
    if (at - lastAt > stopMs) {
      lines.push([])
      drawnAt = -Infinity
    }
    lastAt = at
    if (at - drawnAt < stepMs) continue
    drawnAt = at
    lines.at(-1)?.push({ x: (at - from) / spanMs, y: onScale(latencyMs, topMs) })
  }
  const last = points.at(-1)
  return { lines, topMs, latencyMs: last && now - last.at < stopMs ? last.latencyMs : null }
}

/** Single measurements of the last `spanMs`. */
export function plotDots(
  measured: readonly { readonly at: number; readonly tookMs: number }[],
  now: number,
  spanMs: number,
  topMs: number,
): readonly PlotPoint[] {
  const from = now - spanMs
  return measured
    .filter(({ at }) => at >= from)
    .map(({ at, tookMs }) => ({ x: (at - from) / spanMs, y: onScale(tookMs, topMs) }))
}

const onScale = (ms: number, topMs: number) => Math.min(1, ms / topMs)
