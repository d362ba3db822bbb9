import { beforeEach, describe, expect, it } from 'vitest'
import { PictureLog, type Picture } from './picture-log.ts'

const startMs = 1_900_000_000_000
const frameMs = 40
const usualLatencyMs = 6000

let log: PictureLog

beforeEach(() => {
  log = new PictureLog()
})

/** Adds pictures of the broadcast from one moment to another, `latency` behind it. */
function show(from: number, until: number, latency = usualLatencyMs, run = 1) {
  for (let at = from; at < until; at += frameMs)
    log.add({ at: startMs + at, clock: { timeMs: startMs + at - latency, run } })
}

describe('latency', () => {
  it('is the time between painting and showing', () => {
    show(0, 2000)
    expect(log.latencyMs(startMs)).toBe(usualLatencyMs)
  })

  it('is the median, so one late frame does not count', () => {
    show(0, 2000)
    log.add({ at: startMs + 9000, clock: { timeMs: startMs + 1000, run: 1 } })
    expect(log.latencyMs(startMs)).toBe(usualLatencyMs)
  })

  it('is measured only between the given times', () => {
    show(0, 2000, 6000)
    show(2000, 4000, 4000)
    expect(log.latencyMs(startMs, startMs + 1900)).toBe(6000)
    expect(log.latencyMs(startMs + 2000)).toBe(4000)
  })

  it('is null without a picture and without a readable clock', () => {
    expect(log.latencyMs(startMs)).toBeNull()
    log.add({ at: startMs, clock: null })
    expect(log.latencyMs(startMs)).toBeNull()
  })
})

describe('old video shown again', () => {
  it('is 0 ms while pictures advance and after a skip ahead', () => {
    show(0, 2000)
    show(5000, 6000, 2000)
    expect(log.replayedMs(startMs)).toBe(0)
  })

  it('lasts as long as the longest jump back', () => {
    show(0, 4000)
    show(4000, 5000, usualLatencyMs + 2000)
    expect(log.replayedMs(startMs)).toBe(2000 - frameMs)
  })

  it('counts a picture from before the given time as old too', () => {
    show(0, 4000)
    show(8000, 9000, usualLatencyMs + 6000)
    expect(log.replayedMs(startMs + 8000)).toBe(2000 - frameMs)
  })

  it('does not count a jump back before the given time', () => {
    show(0, 4000)
    show(4000, 5000, usualLatencyMs + 2000)
    show(9000, 10_000)
    expect(log.replayedMs(startMs + 9000)).toBe(0)
  })
})

describe('the first new picture', () => {
  it('is newer than every picture before, by its painted clock', () => {
    show(0, 2000)
    show(5000, 5200, usualLatencyMs + 3200)
    show(5200, 5400, 1000)
    expect(log.firstNew(startMs + 4000)?.at).toBe(startMs + 5200)
  })

  it('belongs to the given encoder run, since the buffer of the old run plays first', () => {
    show(0, 3000)
    show(3000, 4000, usualLatencyMs, 2)
    expect(log.firstNew(startMs + 1000, 2)?.at).toBe(startMs + 3000)
    expect(log.firstNew(startMs + 1000, 258)?.at).toBe(startMs + 3000)
    expect(log.firstNew(startMs + 1000, 3)).toBeUndefined()
  })

  it('is undefined while only old pictures are shown', () => {
    show(0, 2000)
    show(5000, 5200, usualLatencyMs + 3200)
    expect(log.firstNew(startMs + 4000)).toBeUndefined()
  })
})

describe('moving pictures', () => {
  it('begin with the first of six pictures that follow closely', () => {
    log.add({ at: startMs + 1000, clock: null })
    show(3000, 4000)
    expect(log.movingFrom(startMs)).toBe(startMs + 3000)
  })

  it('do not begin while single stills are shown', () => {
    for (const at of [0, 1000, 2000, 3000, 4000, 5000, 6000]) log.add({ at: startMs + at, clock: null })
    expect(log.movingFrom(startMs)).toBeUndefined()
  })

  it('need more than five pictures', () => {
    show(0, 5 * frameMs)
    expect(log.movingFrom(startMs)).toBeUndefined()
    show(5 * frameMs, 6 * frameMs)
    expect(log.movingFrom(startMs)).toBe(startMs)
  })
})

describe('stops', () => {
  it('are gaps of more than half a second', () => {
    show(0, 1000)
    show(1400, 2000)
    show(3000, 4000)
    expect(log.stops(startMs, startMs + 4000)).toEqual([{ from: startMs + 1960, until: startMs + 3000 }])
  })

  it('include a stop that began before the given time', () => {
    show(2000, 3000)
    expect(log.stops(startMs, startMs + 3000)).toEqual([{ from: startMs, until: startMs + 2000 }])
  })

  it('include a stop that still lasts', () => {
    show(0, 1000)
    expect(log.stops(startMs, startMs + 5000)).toEqual([{ from: startMs + 960, until: null }])
  })

  it('are one long stop without any picture', () => {
    expect(log.stops(startMs, startMs + 5000)).toEqual([{ from: startMs, until: null }])
  })

  it('are not counted while damaged frames are shown', () => {
    show(0, 1000)
    for (let at = 1000; at < 2000; at += frameMs) log.add({ at: startMs + at, clock: null })
    show(2000, 3000)
    expect(log.stops(startMs, startMs + 3000)).toEqual([])
  })
})

it('tells a listener of each picture until it stops listening', () => {
  const seen: Picture[] = []
  const off = log.on((picture) => seen.push(picture))
  show(0, 2 * frameMs)
  off()
  show(2 * frameMs, 4 * frameMs)
  expect(seen.map(({ at }) => at)).toEqual([startMs, startMs + frameMs])
  expect(log.last?.at).toBe(startMs + 3 * frameMs)
  expect(log.newestPaintedMs).toBe(startMs + 3 * frameMs - usualLatencyMs)
})
