import { describe, expect, it } from 'vitest'
import type { Picture } from '../observe/picture-log.ts'
import { plotLatency } from './latency-plot.ts'

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
    expect(plotLatency([], NOW, SPAN)).toEqual({ lines: [], topS: 5, latencyMs: null })
  })

  it('draws one line of a point in a quarter of a second, left to right', () => {
    const { lines } = plotLatency(pictures(10_000, 0, 5000), NOW, SPAN)
    expect(lines).toHaveLength(1)
    const xs = lines[0]?.map(({ x }) => x) ?? []
    expect(xs.length).toBeGreaterThan(30)
    expect(xs.length).toBeLessThanOrEqual(41)
    expect(xs).toEqual([...xs].sort((a, b) => a - b))
    expect(xs[0]).toBeCloseTo(50 / 60)
  })

  it('breaks the line where the picture stood', () => {
    const shown = [...pictures(20_000, 15_000, 5000), ...pictures(10_000, 5000, 5000)]
    expect(plotLatency(shown, NOW, SPAN).lines).toHaveLength(2)
  })

  it.each([
    [3000, 5],
    [6300, 10],
    [14_000, 20],
    [500_000, 160],
  ])('fits %i ms under a scale of %i s', (latencyMs, topS) => {
    const plot = plotLatency(pictures(5000, 0, latencyMs), NOW, SPAN)
    expect(plot.topS).toBe(topS)
    for (const { y } of plot.lines.flat()) expect(y).toBeLessThanOrEqual(1)
  })

  it('says the latency now, and none while the picture stands', () => {
    expect(plotLatency(pictures(5000, 0, 6300), NOW, SPAN).latencyMs).toBe(6300)
    expect(plotLatency(pictures(5000, 1000, 6300), NOW, SPAN).latencyMs).toBeNull()
  })

  it('leaves out frames without a clock and what is too old', () => {
    const shown = [...pictures(90_000, 70_000, 6000), { at: NOW, clock: null }]
    expect(plotLatency(shown, NOW, SPAN).lines).toEqual([])
  })
})
