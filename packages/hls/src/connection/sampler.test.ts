import type { LiveSample } from '@standby/core/source'
import { describe, expect, it } from 'vitest'
import { isNews } from './sampler.ts'

const sample: LiveSample = {
  latencyMs: 6000,
  targetLatencyMs: 6000,
  atEdge: true,
  seekableMs: 0,
  seekable: { start: 0, end: 14 },
}

describe('isNews', () => {
  it.each<[string, Partial<LiveSample>, boolean]>([
    ['true 0.1 s further from the live edge', { latencyMs: 6100 }, true],
    ['true 0.1 s closer to the live edge', { latencyMs: 5900 }, true],
    ['true when the latency is no longer known', { latencyMs: null }, true],
    ['false for changes of less than 0.1 s', { latencyMs: 6099, targetLatencyMs: 5901 }, false],
    ['true for another target latency', { targetLatencyMs: 6100 }, true],
    ['true when playback is no longer at the edge', { atEdge: false }, true],
    ['false when the window slid and the viewer cannot seek', { seekable: { start: 2, end: 16 } }, false],
    [
      'true when the window slid and the viewer can seek',
      { seekableMs: 60_000, seekable: { start: 2, end: 16 } },
      true,
    ],
  ])('is %s', (_, change, news) => {
    expect(isNews(sample, { ...sample, ...change })).toBe(news)
  })

  it('is true for the first sample', () => {
    expect(isNews(null, sample)).toBe(true)
  })
})
