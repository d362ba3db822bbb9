import { describe, expect, it } from 'vitest'
import type { Picture } from '../observe/picture-log.ts'
import { applicationScalesMs, plotDots, plotLatency, streamScalesMs } from './latency-plot.ts'

const NOW = 1_900_000_060_000
const SPAN = 60_000

function pictures(fromAgo: number, untilAgo: number, latencyMs: number): Picture[] {
  const shown: Picture[] = []
  for (let at = NOW - fromAgo; at <= NOW - untilAgo; at += 40)
    shown.push({ at, clock: { timeMs: at - latencyMs, run: 1 } })
  return shown
}

describe('the plot', () => {
  it('is empty without pictures', () => {
    expect(plotLatency([], NOW, SPAN, streamScalesMs)).toEqual({ lines: [], topMs: 5000, latencyMs: null })
  })

  it('draws one line of a point in a quarter of a second, left to right', () => {
    const { lines } = plotLatency(pictures(10_000, 0, 5000), NOW, SPAN, streamScalesMs)
    expect(lines).toHaveLength(1)
    const xs = lines[0]?.map(({ x }) => x) ?? []
    expect(xs.length).toBeGreaterThan(30)
    expect(xs.length).toBeLessThanOrEqual(41)
    expect(xs).toEqual([...xs].sort((a, b) => a - b))
    expect(xs[0]).toBeCloseTo(50 / 60)
  })

  it('breaks the line where the picture stood', () => {
    const shown = [...pictures(20_000, 15_000, 5000), ...pictures(10_000, 5000, 5000)]
    expect(plotLatency(shown, NOW, SPAN, streamScalesMs).lines).toHaveLength(2)
  })

  it.each([
    [3000, 5000],
    [6300, 10_000],
    [14_000, 20_000],
    [500_000, 160_000],
  ])('fits %i ms under a scale of %i ms', (latencyMs, topMs) => {
    const plot = plotLatency(pictures(5000, 0, latencyMs), NOW, SPAN, streamScalesMs)
    expect(plot.topMs).toBe(topMs)
    for (const { y } of plot.lines.flat()) expect(y).toBeLessThanOrEqual(1)
  })

  it('says the latency now, and none while the picture stands', () => {
    expect(plotLatency(pictures(5000, 0, 6300), NOW, SPAN, streamScalesMs).latencyMs).toBe(6300)
    expect(plotLatency(pictures(5000, 1000, 6300), NOW, SPAN, streamScalesMs).latencyMs).toBeNull()
  })

  it('leaves out frames without a clock and what is too old', () => {
    const shown = [...pictures(90_000, 70_000, 6000), { at: NOW, clock: null }]
    expect(plotLatency(shown, NOW, SPAN, streamScalesMs).lines).toEqual([])
  })

  it('has a scale for a picture that is hardly behind, and for what else has to fit', () => {
    const shown = pictures(5000, 0, 60)
    expect(plotLatency(shown, NOW, SPAN, applicationScalesMs).topMs).toBe(200)
    expect(plotLatency(shown, NOW, SPAN, applicationScalesMs, 350).topMs).toBe(400)
  })

  it('puts single measurements where they were seen, and leaves out what is too old', () => {
    const measured = [
      { at: NOW - 70_000, tookMs: 50 },
      { at: NOW - 30_000, tookMs: 100 },
      { at: NOW, tookMs: 900 },
    ]
    expect(plotDots(measured, NOW, SPAN, 200)).toEqual([
      { x: 0.5, y: 0.5 },
      { x: 1, y: 1 },
    ])
  })
})
