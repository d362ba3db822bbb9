import { describe, expect, it } from 'vitest'
import type { Picture } from '../../observe/picture-log.ts'
import { applicationScalesMs, plotDots, plotLatency, streamScalesMs } from './latency-plot.ts'

const nowMs = 1_900_000_060_000
const spanMs = 60_000

function pictures(fromAgo: number, untilAgo: number, latencyMs: number): Picture[] {
  const shown: Picture[] = []
  for (let at = nowMs - fromAgo; at <= nowMs - untilAgo; at += 40)
    shown.push({ at, clock: { timeMs: at - latencyMs, run: 1 } })
  return shown
}

describe('the plot', () => {
  it('is empty without pictures', () => {
    expect(plotLatency([], nowMs, spanMs, streamScalesMs)).toEqual({
      lines: [],
      topMs: 5000,
      latencyMs: null,
    })
  })

  it('draws one line from left to right, with max 1 point per 250 ms', () => {
    const { lines } = plotLatency(pictures(10_000, 0, 5000), nowMs, spanMs, streamScalesMs)
    expect(lines).toHaveLength(1)
    const xs = lines[0]?.map(({ x }) => x) ?? []
    expect(xs.length).toBeGreaterThan(30)
    expect(xs.length).toBeLessThanOrEqual(41)
    expect(xs).toEqual([...xs].sort((a, b) => a - b))
    expect(xs[0]).toBeCloseTo(50 / 60)
  })

  it('breaks the line where the picture stood still', () => {
    const shown = [...pictures(20_000, 15_000, 5000), ...pictures(10_000, 5000, 5000)]
    expect(plotLatency(shown, nowMs, spanMs, streamScalesMs).lines).toHaveLength(2)
  })

  it.each([
    [3000, 5000],
    [6300, 10_000],
    [14_000, 20_000],
    [500_000, 160_000],
  ])('draws %i ms on a scale of %i ms', (latencyMs, topMs) => {
    const plot = plotLatency(pictures(5000, 0, latencyMs), nowMs, spanMs, streamScalesMs)
    expect(plot.topMs).toBe(topMs)
    for (const { y } of plot.lines.flat()) expect(y).toBeLessThanOrEqual(1)
  })

  it('has the latency of now, and none while the picture stands still', () => {
    expect(plotLatency(pictures(5000, 0, 6300), nowMs, spanMs, streamScalesMs).latencyMs).toBe(6300)
    expect(plotLatency(pictures(5000, 1000, 6300), nowMs, spanMs, streamScalesMs).latencyMs).toBeNull()
  })

  it('leaves out frames without a clock and frames that are too old', () => {
    const shown = [...pictures(90_000, 70_000, 6000), { at: nowMs, clock: null }]
    expect(plotLatency(shown, nowMs, spanMs, streamScalesMs).lines).toEqual([])
  })

  it('chooses the scale by the picture and by the highest other value', () => {
    const shown = pictures(5000, 0, 60)
    expect(plotLatency(shown, nowMs, spanMs, applicationScalesMs).topMs).toBe(200)
    expect(plotLatency(shown, nowMs, spanMs, applicationScalesMs, 350).topMs).toBe(400)
  })

  it('draws single measurements at their time, and leaves out those that are too old', () => {
    const measured = [
      { at: nowMs - 70_000, tookMs: 50 },
      { at: nowMs - 30_000, tookMs: 100 },
      { at: nowMs, tookMs: 900 },
    ]
    expect(plotDots(measured, nowMs, spanMs, 200)).toEqual([
      { x: 0.5, y: 0.5 },
      { x: 1, y: 1 },
    ])
  })
})
