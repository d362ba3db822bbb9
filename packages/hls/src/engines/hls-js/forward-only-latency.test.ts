import Hls from 'hls.js'
import { describe, expect, it } from 'vitest'
import { hlsConfig } from './hls-config.ts'
import { forwardOnlyLatency } from './forward-only-latency.ts'

class Latency {
  static position: number | null = 17
  get liveSyncPosition() {
    return Latency.position
  }
}
const Base = Latency as unknown as NonNullable<typeof Hls.DefaultConfig.latencyController>

function positionFor(position: number | null, element: { readyState: number; currentTime: number } | null) {
  Latency.position = position
  const Controller = forwardOnlyLatency(Base, () => element as HTMLVideoElement | null)
  return new Controller({} as Hls).liveSyncPosition
}

describe('forwardOnlyLatency', () => {
  it('is null for a position behind a playhead that has begun', () => {
    expect(positionFor(17, { readyState: 2, currentTime: 19 })).toBeNull()
  })

  it('keeps positions ahead of the playhead, and those of a start', () => {
    expect(positionFor(21, { readyState: 2, currentTime: 19 })).toBe(21)
    expect(positionFor(17, { readyState: 0, currentTime: 0 })).toBe(17)
    expect(positionFor(17, { readyState: 4, currentTime: 0 })).toBe(17)
    expect(positionFor(17, null)).toBe(17)
    expect(positionFor(null, { readyState: 2, currentTime: 19 })).toBeNull()
  })
})

describe('hlsConfig', () => {
  const facts = {
    started: () => true,
    alternatives: () => false,
    targetDuration: () => 2,
    reachable: () => true,
    random: () => 0,
    delayed: () => {},
  }
  const config = (more: object) => hlsConfig(Hls, { src: '/a', ...more }, facts, () => null)

  it('replaces the latency controller of hls.js by one that does not seek back', () => {
    const { latencyController } = config({})
    expect(latencyController?.prototype).toBeInstanceOf(Hls.DefaultConfig.latencyController)
  })

  it('is overridden by the caller, except for the latency controller', () => {
    const own = Hls.DefaultConfig.latencyController
    const merged = config({ hlsConfig: { maxBufferLength: 10, latencyController: own } })
    expect(merged.maxBufferLength).toBe(10)
    expect(merged.latencyController).not.toBe(own)
  })

  it('never stops the polling of a playlist that does not change', () => {
    expect(config({})).not.toHaveProperty('liveMaxUnchangedPlaylistRefresh')
  })

  it.each([
    ['low', true],
    ['reduced', false],
    ['standard', false],
    [undefined, undefined],
  ])('sets low latency for the latency mode %s to %s', (latencyMode, low) => {
    expect(config(latencyMode ? { latencyMode } : {}).lowLatencyMode).toBe(low)
  })

  it('passes on a start position', () => {
    expect(config({ startPosition: 12 }).startPosition).toBe(12)
    expect(config({})).not.toHaveProperty('startPosition')
  })
})
