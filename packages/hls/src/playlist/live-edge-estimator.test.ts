import { describe, expect, it } from 'vitest'
import { LiveEdgeEstimator } from './live-edge-estimator.ts'

const start = Date.UTC(2030, 0, 1)

describe('LiveEdgeEstimator', () => {
  it('knows nothing before the first update', () => {
    const estimator = new LiveEdgeEstimator()
    expect(estimator.edge(start)).toBeNull()
    expect(estimator.latency(start, 0)).toBeNull()
    expect(estimator.updates).toBe(0)
  })

  it('moves on with the clock between updates', () => {
    const estimator = new LiveEdgeEstimator()
    estimator.advance(start, 20, 2, null)
    expect(estimator.edge(start + 1500)).toBeCloseTo(21.5)
    expect(estimator.latency(start + 1500, 15)?.arrival).toBeCloseTo(6.5)
  })

  it('uses the earliest arrival of the last six updates', () => {
    const estimator = new LiveEdgeEstimator()
    // The first poll is 0.8 s late, the others are in time.
    estimator.advance(start + 800, 20, 2, null)
    estimator.advance(start + 2000, 22, 2, null)
    estimator.advance(start + 4500, 24, 2, null)
    expect(estimator.edge(start + 4500)).toBeCloseTo(24.5)
  })

  it('forgets an early arrival after six more updates, so that short delays of the encoder do not add up', () => {
    const estimator = new LiveEdgeEstimator()
    estimator.advance(start, 20, 2, null)
    for (let i = 1; i <= 6; i++) estimator.advance(start + i * 2000 + 1000, 20 + i * 2, 2, null)
    expect(estimator.edge(start + 13_000)).toBeCloseTo(32)
  })

  it('keeps its estimate through an outage in which the encoder went on', () => {
    const estimator = new LiveEdgeEstimator()
    estimator.advance(start, 20, 2, null)
    expect(estimator.advance(start + 10_300, 30, 2, null)).toBe('steady')
    expect(estimator.latency(start + 10_300, 20)?.arrival).toBeCloseTo(10.3)
  })

  it('starts over when the edge fell behind by more than 1.5 target durations', () => {
    const estimator = new LiveEdgeEstimator()
    estimator.advance(start, 20, 2, null)
    estimator.advance(start + 2000, 22, 2, null)
    expect(estimator.advance(start + 12_000, 24, 2, null)).toBe('broken')
    expect(estimator.updates).toBe(1)
    expect(estimator.edge(start + 12_000)).toBeCloseTo(24)
  })

  it('keeps its estimate after a shorter delay of the encoder', () => {
    const estimator = new LiveEdgeEstimator()
    estimator.advance(start, 20, 2, null)
    expect(estimator.advance(start + 4900, 22, 2, null)).toBe('steady')
  })

  it('measures the same date latency whenever the playlist is polled', () => {
    const late = new LiveEdgeEstimator()
    const early = new LiveEdgeEstimator()
    late.advance(start + 1900, 22, 2, start - 300)
    early.advance(start + 100, 22, 2, start - 300)
    const now = start + 3000
    expect(late.latency(now, 18)?.date).toBeCloseTo(early.latency(now, 18)?.date ?? NaN)
    expect(late.latency(now, 18)?.arrival).not.toBeCloseTo(early.latency(now, 18)?.arrival ?? NaN)
  })

  it('has no date latency when the last playlist had no date', () => {
    const estimator = new LiveEdgeEstimator()
    estimator.advance(start, 20, 2, start)
    estimator.advance(start + 2000, 22, 2, null)
    expect(estimator.latency(start + 2000, 20)?.date).toBeNull()
  })

  it('is empty after a reset', () => {
    const estimator = new LiveEdgeEstimator()
    estimator.advance(start, 20, 2, start)
    estimator.reset()
    expect(estimator.edge(start)).toBeNull()
    expect(estimator.updates).toBe(0)
  })
})
