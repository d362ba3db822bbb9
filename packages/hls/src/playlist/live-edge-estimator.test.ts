import { describe, expect, it } from 'vitest'
import { LiveEdgeEstimator } from './live-edge-estimator.ts'

const start = Date.UTC(2030, 0, 1)

describe('LiveEdgeEstimator', () => {
  it('knows nothing before the first update', () => {
    const line = new LiveEdgeEstimator()
    expect(line.edge(start)).toBeNull()
    expect(line.latency(start, 0)).toBeNull()
    expect(line.updates).toBe(0)
  })

  it('moves on with the clock between updates', () => {
    const line = new LiveEdgeEstimator()
    line.advance(start, 20, 2, null)
    expect(line.edge(start + 1500)).toBeCloseTo(21.5)
    expect(line.latency(start + 1500, 15)?.arrival).toBeCloseTo(6.5)
  })

  it('trusts the earliest arrival of the last six updates', () => {
    const line = new LiveEdgeEstimator()
    // Asked 0.8 s too late at first, then in time.
    line.advance(start + 800, 20, 2, null)
    line.advance(start + 2000, 22, 2, null)
    line.advance(start + 4500, 24, 2, null)
    expect(line.edge(start + 4500)).toBeCloseTo(24.5)
  })

  it('forgets an early arrival after six more, so that short delays of the encoder do not add up', () => {
    const line = new LiveEdgeEstimator()
    line.advance(start, 20, 2, null)
    for (let i = 1; i <= 6; i++) line.advance(start + i * 2000 + 1000, 20 + i * 2, 2, null)
    expect(line.edge(start + 13_000)).toBeCloseTo(32)
  })

  it('goes on through an outage in which the encoder went on', () => {
    const line = new LiveEdgeEstimator()
    line.advance(start, 20, 2, null)
    expect(line.advance(start + 10_300, 30, 2, null)).toBe('steady')
    expect(line.latency(start + 10_300, 20)?.arrival).toBeCloseTo(10.3)
  })

  it('begins anew when the edge fell behind by more than one and a half target durations', () => {
    const line = new LiveEdgeEstimator()
    line.advance(start, 20, 2, null)
    line.advance(start + 2000, 22, 2, null)
    expect(line.advance(start + 12_000, 24, 2, null)).toBe('broken')
    expect(line.updates).toBe(1)
    expect(line.edge(start + 12_000)).toBeCloseTo(24)
  })

  it('takes a delay of the encoder below that for what it is', () => {
    const line = new LiveEdgeEstimator()
    line.advance(start, 20, 2, null)
    expect(line.advance(start + 4900, 22, 2, null)).toBe('steady')
  })

  it('measures by the dates of the encoder whatever the phase of our requests', () => {
    const late = new LiveEdgeEstimator()
    const early = new LiveEdgeEstimator()
    late.advance(start + 1900, 22, 2, start - 300)
    early.advance(start + 100, 22, 2, start - 300)
    const now = start + 3000
    expect(late.latency(now, 18)?.date).toBeCloseTo(early.latency(now, 18)?.date ?? NaN)
    expect(late.latency(now, 18)?.arrival).not.toBeCloseTo(early.latency(now, 18)?.arrival ?? NaN)
  })

  it('has no date where the last list had none', () => {
    const line = new LiveEdgeEstimator()
    line.advance(start, 20, 2, start)
    line.advance(start + 2000, 22, 2, null)
    expect(line.latency(start + 2000, 20)?.date).toBeNull()
  })

  it('is empty after a reset', () => {
    const line = new LiveEdgeEstimator()
    line.advance(start, 20, 2, start)
    line.reset()
    expect(line.edge(start)).toBeNull()
    expect(line.updates).toBe(0)
  })
})
