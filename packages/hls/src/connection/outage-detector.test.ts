import { manualEnvironment } from '@standby/core/testing'
import type { SourceEvent } from '@standby/core/source'
import { beforeEach, describe, expect, it } from 'vitest'
import { OutageDetector, type PlaylistAnswer } from './outage-detector.ts'

let environment: ReturnType<typeof manualEnvironment>
let events: SourceEvent[]
let outages: OutageDetector
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
  return outages.answered(answer(more))
}
/** Answers with the same playlist for `ms`, once a second, as often as hls.js asks. */
const standStill = (ms: number) => {
  for (let waited = 0; waited < ms; waited += 1000) {
    environment.advance(1000)
    outages.answered(answer())
  }
}
const types = () => events.map(({ type }) => type)

beforeEach(() => {
  environment = manualEnvironment()
  events = []
  outages = new OutageDetector(environment, (event) => events.push(event))
  sequence = 10
  segment()
  environment.advance(2000)
  segment()
})

describe('an encoder that goes away', () => {
  it('is lost 2.5 target durations after its last segment was published', () => {
    standStill(5000)
    expect(types()).toEqual([])
    environment.advance(100)
    outages.check()
    expect(events).toEqual([
      { type: 'lost', since: environment.now() - 5100, exact: false, onDeadline: 'end' },
    ])
  })

  it('is not reported lost while the playlist cannot be loaded', () => {
    standStill(2000)
    outages.failed({ status: 404, timedOut: false })
    environment.advance(10_000)
    outages.check()
    expect(types()).not.toContain('lost')
  })

  it('is not reported lost after one late answer', () => {
    environment.advance(6000)
    outages.answered(answer())
    expect(types()).toEqual([])
  })

  it('is lost too when the playlist becomes empty', () => {
    for (let i = 0; i < 6; i++) {
      outages.requested()
      environment.advance(1000)
      outages.answeredEmpty()
    }
    expect(types()).toEqual(['lost'])
    outages.stalled(0)
    expect(events.at(-1)).toEqual({ type: 'stalled', cause: 'far-end' })
  })

  it('is reported lost once, and returned with the first new segment', () => {
    standStill(10_000)
    segment()
    segment()
    expect(types()).toEqual(['lost', 'returned'])
  })

  it('is lost at once when the playlist goes on with gaps', () => {
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

  it('has returned when the reloaded stream lists media', () => {
    standStill(8000)
    sequence = 0
    expect(outages.answered(answer({ startSequence: 0 })).verdict).toBe('regressed')
    outages.restart()
    outages.answered(answer({ startSequence: 0 }))
    expect(types()).toEqual(['lost', 'returned'])
  })
})

describe('a stream with partial segments', () => {
  it('loses its encoder sooner, and blames no network for a blocking request', () => {
    outages.answered(answer({ partTarget: 0.4, lastPart: 3 }))
    outages.requested(true)
    environment.advance(1900)
    outages.stalled(0)
    expect(events).toEqual([{ type: 'stalled', cause: 'far-end' }])
    environment.advance(2200)
    outages.answered(answer({ partTarget: 0.4, lastPart: 3 }))
    expect(types()).toContain('lost')
  })
})

describe('failing requests', () => {
  it('are counted and reported with the time of the next attempt', () => {
    const at = environment.now() + 1200
    outages.failed({ status: 500, timedOut: false }, at)
    outages.failed({ status: null, timedOut: true })
    expect(events).toEqual([
      { type: 'retrying', cause: 'server', attempt: 1, nextAttemptAt: at },
      { type: 'retrying', cause: 'network', attempt: 2 },
    ])
    outages.answered(answer())
    outages.answered(answer())
    expect(outages.failures).toBe(0)
    expect(events.slice(2)).toEqual([{ type: 'retrying', cause: 'network', attempt: 0 }])
  })

  it('are reported as over, also when the network came back in between', () => {
    outages.failed({ status: null, timedOut: false })
    outages.forgetFailures()
    outages.answered(answer())
    expect(events.at(-1)).toEqual({ type: 'retrying', cause: 'network', attempt: 0 })
  })

  it('are blamed on the network while the browser is offline', () => {
    environment.setOnline(false)
    outages.failed({ status: 404, timedOut: false })
    expect(events).toMatchObject([{ cause: 'network' }])
  })

  it('are reported for segments only when nothing is left to play', () => {
    outages.segmentFailed({ status: 404, timedOut: false }, 1, false)
    expect(events).toEqual([])
    outages.segmentFailed({ status: 404, timedOut: false }, 2, true)
    expect(events).toMatchObject([{ type: 'retrying', cause: 'server', attempt: 2 }])
  })
})

describe('a stall', () => {
  it('is reported with its cause once, and again when the cause changes', () => {
    outages.failed({ status: null, timedOut: false })
    outages.stalled(0)
    outages.stalled(0)
    outages.failed({ status: 503, timedOut: false })
    outages.stalled(0)
    expect(events.filter(({ type }) => type === 'stalled')).toEqual([
      { type: 'stalled', cause: 'network' },
      { type: 'stalled', cause: 'server' },
    ])
  })

  it('keeps its cause until pictures move, also while no cause fits', () => {
    standStill(8000)
    outages.stalled(0)
    segment()
    outages.stalled(0)
    expect(events.filter(({ type }) => type === 'stalled')).toEqual([{ type: 'stalled', cause: 'far-end' }])
    outages.flowing()
    outages.stalled(0)
    expect(events.filter(({ type }) => type === 'stalled')).toHaveLength(2)
  })

  it('is blamed on the network when a request hangs', () => {
    outages.requested()
    environment.advance(2100)
    outages.requested()
    outages.stalled(0)
    expect(events).toEqual([{ type: 'stalled', cause: 'network' }])
  })

  it('is blamed on the decoder after a media error', () => {
    outages.mediaFailed()
    outages.stalled(0)
    expect(events).toEqual([{ type: 'stalled', cause: 'decoder' }])
  })

  it('is no longer blamed on old failures when the network is back', () => {
    outages.failed({ status: null, timedOut: false })
    outages.segmentFailed({ status: null, timedOut: false }, 1, false)
    outages.forgetFailures()
    expect(outages.failures).toBe(0)
    environment.advance(3500)
    outages.stalled(0)
    expect(events.at(-1)).toEqual({ type: 'stalled', cause: 'far-end' })
  })
})

describe('the supply of media', () => {
  it('counts as good while new segments are listed and none is missing', () => {
    expect(outages.fed).toBe(true)
    outages.segmentFailed({ status: 404, timedOut: false }, 1, false)
    expect(outages.fed).toBe(false)
    outages.segmentArrived()
    expect(outages.fed).toBe(true)
    environment.advance(3100)
    expect(outages.fed).toBe(false)
  })

  it('counts a segment as pending while it is loaded, for max 10 s', () => {
    outages.segmentRequested()
    expect(outages.segmentPending).toBe(true)
    outages.segmentArrived()
    expect(outages.segmentPending).toBe(false)
    outages.segmentRequested()
    outages.segmentFailed({ status: 404, timedOut: false }, 1, false)
    expect(outages.segmentPending).toBe(false)
    outages.segmentRequested()
    environment.advance(10_000)
    expect(outages.segmentPending).toBe(false)
  })
})

describe('the server', () => {
  it('is reachable while it answers', () => {
    expect(outages.reachable).toBe(true)
    outages.failed({ status: 500, timedOut: false })
    expect(outages.reachable).toBe(false)
    outages.answered(answer())
    environment.advance(4100)
    expect(outages.reachable).toBe(false)
  })
})

describe('a disturbance', () => {
  it('is an outage, a failing playlist, or one that does not change', () => {
    expect(outages.disturbed).toBe(false)
    environment.advance(4100)
    expect(outages.disturbed).toBe(true)
    segment()
    segment()
    outages.failed({ status: 404, timedOut: false })
    expect(outages.disturbed).toBe(true)
  })
})
