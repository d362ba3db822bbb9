import { beforeEach, describe, expect, it } from 'vitest'
import { PictureLog, type Picture } from './picture-log.ts'

const T0 = 1_900_000_000_000
const FRAME = 40
const LATENCY = 6000

let log: PictureLog

beforeEach(() => {
  log = new PictureLog()
})

/** Pictures in step with the broadcast from one moment to another, `latency` behind it. */
function show(from: number, until: number, latency = LATENCY, run = 1) {
  for (let at = from; at < until; at += FRAME)
    log.add({ at: T0 + at, clock: { timeMs: T0 + at - latency, run } })
}

describe('latency', () => {
  it('is the distance between painting and showing', () => {
    show(0, 2000)
    expect(log.latencyMs(T0)).toBe(LATENCY)
  })

  it('is the median, so that one late frame does not count', () => {
    show(0, 2000)
    log.add({ at: T0 + 9000, clock: { timeMs: T0 + 1000, run: 1 } })
    expect(log.latencyMs(T0)).toBe(LATENCY)
  })

  it('is measured within the time that is asked for', () => {
    show(0, 2000, 6000)
    show(2000, 4000, 4000)
    expect(log.latencyMs(T0, T0 + 1900)).toBe(6000)
    expect(log.latencyMs(T0 + 2000)).toBe(4000)
  })

  it('is unknown without a picture, and where no clock can be read', () => {
    expect(log.latencyMs(T0)).toBeNull()
    log.add({ at: T0, clock: null })
    expect(log.latencyMs(T0)).toBeNull()
  })
})

describe('old video shown again', () => {
  it('is none while pictures go on, and after a skip ahead', () => {
    show(0, 2000)
    show(5000, 6000, 2000)
    expect(log.replayedMs(T0)).toBe(0)
  })

  it('is as long as the longest jump back', () => {
    show(0, 4000)
    show(4000, 5000, LATENCY + 2000)
    expect(log.replayedMs(T0)).toBe(2000 - FRAME)
  })

  it('counts what was shown before the time that is asked for as old too', () => {
    show(0, 4000)
    show(8000, 9000, LATENCY + 6000)
    expect(log.replayedMs(T0 + 8000)).toBe(2000 - FRAME)
  })

  it('does not count a jump back before that time', () => {
    show(0, 4000)
    show(4000, 5000, LATENCY + 2000)
    show(9000, 10_000)
    expect(log.replayedMs(T0 + 9000)).toBe(0)
  })
})

describe('the first new picture', () => {
  it('is newer than everything before, by the clock in it', () => {
    show(0, 2000)
    show(5000, 5200, LATENCY + 3200)
    show(5200, 5400, 1000)
    expect(log.firstNew(T0 + 4000)?.at).toBe(T0 + 5200)
  })

  it('is of the encoder’s new run where that is asked for: what the old one left plays on first', () => {
    show(0, 3000)
    show(3000, 4000, LATENCY, 2)
    expect(log.firstNew(T0 + 1000, 2)?.at).toBe(T0 + 3000)
    expect(log.firstNew(T0 + 1000, 258)?.at).toBe(T0 + 3000)
    expect(log.firstNew(T0 + 1000, 3)).toBeUndefined()
  })

  it('is not there while only old ones are shown', () => {
    show(0, 2000)
    show(5000, 5200, LATENCY + 3200)
    expect(log.firstNew(T0 + 4000)).toBeUndefined()
  })
})

describe('moving pictures', () => {
  it('begin with the first of several that follow closely', () => {
    log.add({ at: T0 + 1000, clock: null })
    show(3000, 4000)
    expect(log.movingFrom(T0)).toBe(T0 + 3000)
  })

  it('are not there while single stills are shown', () => {
    for (const at of [0, 1000, 2000, 3000, 4000, 5000, 6000]) log.add({ at: T0 + at, clock: null })
    expect(log.movingFrom(T0)).toBeUndefined()
  })

  it('need more than a handful', () => {
    show(0, 5 * FRAME)
    expect(log.movingFrom(T0)).toBeUndefined()
    show(5 * FRAME, 6 * FRAME)
    expect(log.movingFrom(T0)).toBe(T0)
  })
})

describe('stops', () => {
  it('are gaps of more than half a second', () => {
    show(0, 1000)
    show(1400, 2000)
    show(3000, 4000)
    expect(log.stops(T0, T0 + 4000)).toEqual([{ from: T0 + 1960, until: T0 + 3000 }])
  })

  it('include the one that had begun before', () => {
    show(2000, 3000)
    expect(log.stops(T0, T0 + 3000)).toEqual([{ from: T0, until: T0 + 2000 }])
  })

  it('include the one that still lasts', () => {
    show(0, 1000)
    expect(log.stops(T0, T0 + 5000)).toEqual([{ from: T0 + 960, until: null }])
  })

  it('are one long one where nothing was shown at all', () => {
    expect(log.stops(T0, T0 + 5000)).toEqual([{ from: T0, until: null }])
  })

  it('are counted in frames of any kind: a damaged one is a picture too', () => {
    show(0, 1000)
    for (let at = 1000; at < 2000; at += FRAME) log.add({ at: T0 + at, clock: null })
    show(2000, 3000)
    expect(log.stops(T0, T0 + 3000)).toEqual([])
  })
})

it('tells listeners of each picture until they stop listening', () => {
  const seen: Picture[] = []
  const off = log.on((picture) => seen.push(picture))
  show(0, 2 * FRAME)
  off()
  show(2 * FRAME, 4 * FRAME)
  expect(seen.map(({ at }) => at)).toEqual([T0, T0 + FRAME])
  expect(log.last?.at).toBe(T0 + 3 * FRAME)
  expect(log.newestPaintedMs).toBe(T0 + 3 * FRAME - LATENCY)
})
