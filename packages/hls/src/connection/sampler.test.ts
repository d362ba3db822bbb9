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

describe('what playback is like, is said again', () => {
  it.each<[string, Partial<LiveSample>, boolean]>([
    ['a tenth of a second further from the live edge', { latencyMs: 6100 }, true],
    ['a tenth of a second closer to it', { latencyMs: 5900 }, true],
    ['at a distance that nobody knows any more', { latencyMs: null }, true],
    ['less than a tenth of a second away', { latencyMs: 6099, targetLatencyMs: 5901 }, false],
    ['with another aim', { targetLatencyMs: 6100 }, true],
    ['no longer at the edge', { atEdge: false }, true],
    ['in a window that slid where nobody can seek', { seekable: { start: 2, end: 16 } }, false],
    [
      'in a window that slid for a viewer who can',
      { seekableMs: 60_000, seekable: { start: 2, end: 16 } },
      true,
    ],
  ])('%s', (_, change, news) => {
    expect(isNews(sample, { ...sample, ...change })).toBe(news)
  })

  it('once at least', () => {
    expect(isNews(null, sample)).toBe(true)
  })
})
