import { STOP_MS, type Picture } from '../observe/picture-log.ts'

export interface PlotPoint {
  /** 0 at the left edge, 1 at the right. */
  readonly x: number
  /** 0 at the foot, 1 at the top of the scale. */
  readonly y: number
}

export interface Plot {
  /** One line per stretch of moving pictures. */
  readonly lines: readonly (readonly PlotPoint[])[]
  /** The top of the scale, s. */
  readonly topS: number
  /** The latency now, ms; `null` without a picture. */
  readonly latencyMs: number | null
}

const STEP_MS = 250
const scales = [5, 10, 20, 40, 80, 160] as const

/** Glass-to-glass latency over the last `spanMs`, one point in a quarter of a second, broken where the picture stood. */
export function plotLatency(pictures: readonly Picture[], now: number, spanMs: number): Plot {
  const from = now - spanMs
  const points = pictures.flatMap(({ at, clock }) =>
    clock && at >= from ? [{ at, latencyMs: at - clock.timeMs }] : [],
  )
  const highest = Math.max(0, ...points.map(({ latencyMs }) => latencyMs)) / 1000
  const topS = scales.find((scale) => scale >= highest) ?? scales[scales.length - 1] ?? 5
  const lines: PlotPoint[][] = []
  let lastAt = -Infinity
  let keptAt = -Infinity
  for (const { at, latencyMs } of points) {
    if (at - lastAt > STOP_MS) {
      lines.push([])
      keptAt = -Infinity
    }
    lastAt = at
    if (at - keptAt < STEP_MS) continue
    keptAt = at
    lines.at(-1)?.push({ x: (at - from) / spanMs, y: Math.min(1, latencyMs / 1000 / topS) })
  }
  const last = points.at(-1)
  return { lines, topS, latencyMs: last && now - last.at < STOP_MS ? last.latencyMs : null }
}
