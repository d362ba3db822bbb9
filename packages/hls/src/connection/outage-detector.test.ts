import { manualEnvironment } from '@standby/core/testing'
import type { SourceEvent } from '@standby/core/source'
import { beforeEach, describe, expect, it } from 'vitest'
import { OutageDetector, type PlaylistAnswer } from './outage-detector.ts'

let environment: ReturnType<typeof manualEnvironment>
let events: SourceEvent[]
let monitor: OutageDetector
let sequence: number

const answer = (more: Partial<PlaylistAnswer> = {}): PlaylistAnswer => ({
  playlist: '0',
  live: true,
  startSequence: sequence - 6,
  endSequence: sequence,
  lastPart: -1,
  gapAtEdge: false,
  edge: sequence * 2 + 2,
  edgeDate: null,
  targetDuration: 2,
  partTarget: 0,
  ...more,
})
const segment = (more: Partial<PlaylistAnswer> = {}) => {
  sequence++
  return monitor.answered(answer(more))
}
/** Answers with the same list for so long, as often as hls.js asks. */
const standStill = (ms: number) => {
  for (let waited = 0; waited < ms; waited += 1000) {
    environment.advance(1000)
    monitor.answered(answer())
  }
}
const types = () => events.map(({ type }) => type)

beforeEach(() => {
  environment = manualEnvironment()
  events = []
  monitor = new OutageDetector(environment, (event) => events.push(event))
  sequence = 10
  segment()
  environment.advance(2000)
  segment()
})

describe('an encoder that goes away', () => {
  it('is missed two and a half target durations after its last segment was published', () => {
    standStill(5000)
    expect(types()).toEqual([])
    environment.advance(100)
    monitor.check()
    expect(events).toEqual([
      { type: 'lost', since: environment.now() - 5100, exact: false, onDeadline: 'end' },
    ])
  })

  it('is not missed while the list cannot be had', () => {
    standStill(2000)
    monitor.failed({ status: 404, timedOut: false })
    environment.advance(10_000)
    monitor.check()
    expect(types()).not.toContain('lost')
  })

  it('is not missed after one late answer', () => {
    environment.advance(6000)
    monitor.answered(answer())
    expect(types()).toEqual([])
  })

  it('is missed as well where the list has been emptied', () => {
    for (let i = 0; i < 6; i++) {
      monitor.requested()
      environment.advance(1000)
      monitor.answeredEmpty()
    }
    expect(types()).toEqual(['lost'])
    monitor.stalled(0)
    expect(events.at(-1)).toEqual({ type: 'stalled', cause: 'far-end' })
  })

  it('is said once, and returned with the first new segment', () => {
    standStill(10_000)
    segment()
    segment()
    expect(types()).toEqual(['lost', 'returned'])
  })

  it('is told at once by a list that goes on with gaps', () => {
    environment.advance(2000)
    segment({ gapAtEdge: true })
    expect(types()).toEqual(['lost'])
    environment.advance(2000)
    segment({ gapAtEdge: true })
    expect(types()).toEqual(['lost'])
    environment.advance(2000)
    segment()
    expect(types()).toEqual(['lost', 'returned'])
  })

  it('has come back when the stream that was loaded anew lists media', () => {
    standStill(8000)
    sequence = 0
    expect(monitor.answered(answer({ startSequence: 0 })).verdict).toBe('regressed')
    monitor.restart()
    monitor.answered(answer({ startSequence: 0 }))
    expect(types()).toEqual(['lost', 'returned'])
  })
})

describe('with partial segments', () => {
  it('misses the encoder sooner, and takes a request that waits for news for nothing', () => {
    monitor.answered(answer({ partTarget: 0.4, lastPart: 3 }))
    monitor.requested(true)
    environment.advance(1900)
    monitor.stalled(0)
    expect(events).toEqual([{ type: 'stalled', cause: 'far-end' }])
    environment.advance(2200)
    monitor.answered(answer({ partTarget: 0.4, lastPart: 3 }))
    expect(types()).toContain('lost')
  })
})

describe('failing requests', () => {
  it('are counted and told with the time of the next', () => {
    const at = environment.now() + 1200
    monitor.failed({ status: 500, timedOut: false }, at)
    monitor.failed({ status: null, timedOut: true })
    expect(events).toEqual([
      { type: 'retrying', cause: 'server', attempt: 1, nextAttemptAt: at },
      { type: 'retrying', cause: 'network', attempt: 2 },
    ])
    monitor.answered(answer())
    monitor.answered(answer())
    expect(monitor.failures).toBe(0)
    expect(events.slice(2)).toEqual([{ type: 'retrying', cause: 'network', attempt: 0 }])
  })

  it('are told to be answered again also where the network came back in between', () => {
    monitor.failed({ status: null, timedOut: false })
    monitor.forgetFailures()
    monitor.answered(answer())
    expect(events.at(-1)).toEqual({ type: 'retrying', cause: 'network', attempt: 0 })
  })

  it('are the network’s while the browser is offline', () => {
    environment.setOnline(false)
    monitor.failed({ status: 404, timedOut: false })
    expect(events).toMatchObject([{ cause: 'network' }])
  })

  it('of segments are told only when nothing is left to play', () => {
    monitor.segmentFailed({ status: 404, timedOut: false }, 1, false)
    expect(events).toEqual([])
    monitor.segmentFailed({ status: 404, timedOut: false }, 2, true)
    expect(events).toMatchObject([{ type: 'retrying', cause: 'server', attempt: 2 }])
  })
})

describe('starving', () => {
  it('says why, once, and again when the reason changes', () => {
    monitor.failed({ status: null, timedOut: false })
    monitor.stalled(0)
    monitor.stalled(0)
    monitor.failed({ status: 503, timedOut: false })
    monitor.stalled(0)
    expect(events.filter(({ type }) => type === 'stalled')).toEqual([
      { type: 'stalled', cause: 'network' },
      { type: 'stalled', cause: 'server' },
    ])
  })

  it('keeps its cause until pictures move, through the moment in which nothing fits', () => {
    standStill(8000)
    monitor.stalled(0)
    segment()
    monitor.stalled(0)
    expect(events.filter(({ type }) => type === 'stalled')).toEqual([{ type: 'stalled', cause: 'far-end' }])
    monitor.flowing()
    monitor.stalled(0)
    expect(events.filter(({ type }) => type === 'stalled')).toHaveLength(2)
  })

  it('takes a request that hangs for the network', () => {
    monitor.requested()
    environment.advance(2100)
    monitor.requested()
    monitor.stalled(0)
    expect(events).toEqual([{ type: 'stalled', cause: 'network' }])
  })

  it('blames the decoder after a media error', () => {
    monitor.mediaFailed()
    monitor.stalled(0)
    expect(events).toEqual([{ type: 'stalled', cause: 'decoder' }])
  })

  it('forgets failures when the network is back', () => {
    monitor.failed({ status: null, timedOut: false })
    monitor.segmentFailed({ status: null, timedOut: false }, 1, false)
    monitor.forgetFailures()
    expect(monitor.failures).toBe(0)
    environment.advance(3500)
    monitor.stalled(0)
    expect(events.at(-1)).toEqual({ type: 'stalled', cause: 'far-end' })
  })
})

describe('being fed', () => {
  it('means: new segments are listed, and none is missing', () => {
    expect(monitor.fed).toBe(true)
    monitor.segmentFailed({ status: 404, timedOut: false }, 1, false)
    expect(monitor.fed).toBe(false)
    monitor.segmentArrived()
    expect(monitor.fed).toBe(true)
    environment.advance(3100)
    expect(monitor.fed).toBe(false)
  })

  it('knows of a segment that is on its way', () => {
    monitor.segmentRequested()
    expect(monitor.segmentPending).toBe(true)
    monitor.segmentArrived()
    expect(monitor.segmentPending).toBe(false)
    monitor.segmentRequested()
    monitor.segmentFailed({ status: 404, timedOut: false }, 1, false)
    expect(monitor.segmentPending).toBe(false)
    monitor.segmentRequested()
    environment.advance(10_000)
    expect(monitor.segmentPending).toBe(false)
  })
})

describe('the server', () => {
  it('is reachable while it answers', () => {
    expect(monitor.reachable).toBe(true)
    monitor.failed({ status: 500, timedOut: false })
    expect(monitor.reachable).toBe(false)
    monitor.answered(answer())
    environment.advance(4100)
    expect(monitor.reachable).toBe(false)
  })
})

describe('disturbance', () => {
  it('is an outage, a failing list, or one that stands still', () => {
    expect(monitor.disturbed).toBe(false)
    environment.advance(4100)
    expect(monitor.disturbed).toBe(true)
    segment()
    segment()
    monitor.failed({ status: 404, timedOut: false })
    expect(monitor.disturbed).toBe(true)
  })
})
