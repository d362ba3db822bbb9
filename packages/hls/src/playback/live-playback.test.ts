import { manualEnvironment } from '@standby/core/testing'
import type { SourceEvent } from '@standby/core/source'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { OutageDetector, type PlaylistAnswer } from '../connection/outage-detector.ts'
import { LivePlayback } from './live-playback.ts'
import { manualVideo, type ManualVideo } from '../engines/native/video.fixture.ts'

const segmentMs = 2000

/** A live stream with segments of 2 s, played from a manual video. Tests the rules alone, without an engine. */
function makeLab() {
  const environment = manualEnvironment()
  const video: ManualVideo = manualVideo()
  const events: SourceEvent[] = []
  const outages = new OutageDetector(environment, (event) => events.push(event))
  const engine = {
    reload: vi.fn(),
    recover: vi.fn(),
    stopLoading: vi.fn(),
    variableRate: true,
    timeline: {
      goal: { target: 6, step: 2 },
      playableFrom: (position: number) => Math.max(position, lab.gapUntil),
      get startsAt() {
        return lab.startsAt
      },
      get window() {
        return { start: Math.max(0, lab.edge - 14), end: lab.edge }
      },
      dvr: false,
    },
  }
  const playback = new LivePlayback(environment, outages, engine)
  playback.attach(video.element)
  const lab = {
    environment,
    video,
    events,
    outages,
    engine,
    playback,
    edge: 14,
    sequence: 6,
    startsAt: 8 as number | null,
    gapUntil: 0,
    /** The encoder and the playlist go on. Segments arrive at once. */
    feeds: true,
    list(more: Partial<PlaylistAnswer> = {}) {
      const answer: PlaylistAnswer = {
        playlist: '0',
        live: true,
        startSequence: Math.max(0, lab.sequence - 6),
        endSequence: lab.sequence,
        lastPart: -1,
        gapAtEdge: false,
        edge: lab.edge,
        edgeDate: null,
        targetDuration: 2,
        partTarget: 0,
        ...more,
      }
      const { verdict } = outages.answered(answer)
      if (verdict === 'advanced') playback.advanced(answer)
      return verdict
    },
    /** Lists and buffers one more segment. */
    segment() {
      lab.edge += segmentMs / 1000
      lab.sequence++
      lab.list()
      const last = video.buffered.at(-1)
      if (last) video.buffered[video.buffered.length - 1] = [last[0], lab.edge]
    },
    run(ms: number) {
      for (let passed = 0; passed < ms; passed += 200) {
        environment.advance(200)
        if (lab.feeds && (environment.now() - start) % segmentMs === 0) lab.segment()
        video.play(200)
        playback.tick()
      }
    },
  }
  const start = environment.now()
  return lab
}

let lab: ReturnType<typeof makeLab>
let video: ManualVideo

/** Plays smoothly for 10 s at a latency of 6 s. */
beforeEach(() => {
  lab = makeLab()
  video = lab.video
  video.position = 8
  video.buffered = [[8, 14]]
  lab.list()
  lab.run(10_000)
  expect(lab.playback.latency).toBeCloseTo(6, 1)
  expect(video.rates).toEqual([])
})

/** The playlist does not change for `ms`: playback runs dry after 6 s. */
function outage(ms: number) {
  lab.feeds = false
  for (let passed = 0; passed < ms; passed += 1000) {
    lab.run(1000)
    lab.list()
  }
}

describe('smooth playback', () => {
  it('causes no seek, no rate change and no event', () => {
    lab.run(60_000)
    expect(video.seeks).toEqual([])
    expect(video.rates).toEqual([])
    expect(lab.events).toEqual([])
  })

  it('measures the usual latency of the viewer', () => {
    expect(lab.playback.usualLatency).toBeCloseTo(6, 1)
    expect(lab.playback.following).toBe(true)
    expect(lab.playback.stopped).toBe(false)
  })

  it('slows down when it got too close to the edge', () => {
    video.position += 2
    lab.run(1000)
    expect(video.element.playbackRate).toBe(0.9)
    lab.run(30_000)
    expect(video.element.playbackRate).toBe(1)
    expect(lab.playback.latency).toBeCloseTo(6, 0)
  })

  it('keeps the rate when the engine supports no other', () => {
    Object.assign(lab.engine, { variableRate: false })
    video.position += 2
    lab.run(5000)
    expect(video.rates).toEqual([])
  })

  it('speeds up a little when it fell behind', () => {
    video.position -= 2
    lab.run(1000)
    expect(video.element.playbackRate).toBe(1.05)
    lab.run(45_000)
    expect(video.element.playbackRate).toBe(1)
  })
})

describe('the start of playback', () => {
  it('does not change the rate while the live edge is still uncertain', () => {
    const fresh = makeLab()
    Object.assign(fresh.video, { position: 8, buffered: [[8, 14]] })
    fresh.list()
    fresh.environment.advance(1200)
    fresh.run(40_000)
    expect(fresh.video.rates).toEqual([])
    expect(fresh.playback.usualLatency).toBeGreaterThan(6.5)
  })

  it('waits for a stream that has only just begun to list enough', () => {
    const young = makeLab()
    Object.assign(young, { edge: 2, sequence: 0, startsAt: 0 })
    Object.assign(young.video, { position: 0, buffered: [[0, 2]] })
    young.list({ startSequence: 0 })
    expect(young.video.element.playbackRate).toBe(0)
    young.run(10_000)
    expect(young.video.element.playbackRate).toBe(0.9)
    young.run(60_000)
    expect(young.video.element.playbackRate).toBe(1)
    expect(young.playback.latency).toBeGreaterThan(5)
  })
})

describe('an outage of the encoder', () => {
  it('is reported as lost and stalled, without a seek', () => {
    outage(10_000)
    expect(lab.events).toMatchObject([
      { type: 'lost', exact: false },
      { type: 'stalled', cause: 'far-end' },
    ])
    expect(video.seeks).toEqual([])
    expect(lab.playback.stopped).toBe(true)
  })

  it('ends with the first new picture held, then slow playback without a second stop', () => {
    outage(12_000)
    lab.segment()
    expect(video.element.playbackRate).toBe(0)
    lab.run(200)
    // One step into the new media, to show it.
    expect(video.seeks).toHaveLength(1)
    lab.run(1200)
    expect(video.element.playbackRate).toBe(0)
    lab.run(200)
    expect(video.element.playbackRate).not.toBe(0)
    lab.feeds = true
    lab.run(4000)
    expect(video.element.playbackRate).toBe(0.9)
    expect(lab.playback.stopped).toBe(false)
    lab.run(60_000)
    expect(lab.playback.latency).toBeCloseTo(6, 0)
    expect(video.seeks).toHaveLength(1)
  })

  it('ends with one hold, not with a second one at the next update', () => {
    outage(12_000)
    lab.segment()
    lab.run(1600)
    lab.segment()
    expect(video.element.playbackRate).not.toBe(0)
  })

  it('ends with a seek over segments that were listed as a gap', () => {
    lab.feeds = false
    for (let i = 0; i < 5; i++) {
      lab.run(2000)
      lab.edge += 2
      lab.sequence++
      lab.list({ gapAtEdge: true })
    }
    lab.gapUntil = lab.edge
    video.buffered = [[8, 24]]
    lab.run(4000)
    lab.edge += 2
    lab.sequence++
    lab.list()
    expect(video.seeks).toEqual([lab.gapUntil])
    expect(video.element.playbackRate).toBe(0)
  })

  it('ends with a reload when the listed segment never arrives', () => {
    outage(12_000)
    lab.edge += 2
    lab.sequence++
    lab.list()
    expect(video.element.playbackRate).toBe(0)
    lab.run(5000)
    expect(lab.engine.reload).not.toHaveBeenCalled()
    lab.run(400)
    expect(lab.engine.reload).toHaveBeenCalledOnce()
  })

  it('ends its hold when the stream ends', () => {
    outage(12_000)
    lab.segment()
    lab.playback.ending()
    expect(video.element.playbackRate).toBe(1)
  })
})

describe('an outage of the viewer’s network', () => {
  it('ends with one seek to the latency before it', () => {
    lab.feeds = false
    lab.run(10_000)
    lab.edge += 10
    lab.sequence += 5
    lab.list()
    expect(video.seeks).toHaveLength(1)
    expect(lab.playback.latency).toBeCloseTo(6, 0)
    expect(video.rates).toEqual([])
  })

  it('causes no seek while the buffer lasts', () => {
    lab.feeds = false
    lab.run(4000)
    lab.edge += 4
    lab.sequence += 2
    lab.list()
    expect(video.seeks).toEqual([])
  })
})

describe('a far end that starts over', () => {
  it('plays the buffer to its end before the stream is reloaded', () => {
    lab.feeds = false
    lab.playback.replace()
    expect(lab.engine.stopLoading).toHaveBeenCalledOnce()
    lab.run(5000)
    expect(lab.engine.reload).not.toHaveBeenCalled()
    lab.run(1000)
    expect(lab.engine.reload).toHaveBeenCalledOnce()
  })

  it('reloads at once when the buffer is empty or playback is paused', () => {
    outage(8000)
    lab.playback.replace()
    expect(lab.engine.reload).toHaveBeenCalledOnce()
    lab.playback.reloaded()
    video.paused = true
    lab.playback.replace()
    expect(lab.engine.reload).toHaveBeenCalledTimes(2)
  })

  it('reloads once when replaced twice', () => {
    lab.feeds = false
    lab.playback.replace()
    lab.playback.replace()
    lab.run(8000)
    expect(lab.engine.reload).toHaveBeenCalledOnce()
  })

  it('holds the first picture of a young stream and keeps the usual latency', () => {
    outage(8000)
    lab.outages.restart()
    lab.playback.reloaded()
    Object.assign(lab, { edge: 2, sequence: 0, startsAt: 0 })
    video.position = 0
    video.buffered = [[0, 2]]
    lab.list({ startSequence: 0 })
    expect(video.element.playbackRate).toBe(0)
    expect(lab.playback.usualLatency).toBeCloseTo(6, 1)
    lab.run(1600)
    expect(video.element.playbackRate).not.toBe(0)
    // Fresh media shows its first frame by itself.
    expect(video.seeks).toEqual([])
  })

  it('reports a stall when the new load brings no media', () => {
    lab.feeds = false
    lab.outages.restart()
    lab.playback.reloaded()
    video.buffered = []
    lab.run(1000)
    expect(lab.events.map(({ type }) => type)).toEqual(['stalled'])
  })

  it('does not hold the picture of a stream that lists enough', () => {
    lab.outages.restart()
    lab.playback.reloaded()
    Object.assign(lab, { edge: 14, sequence: 6, startsAt: 8 })
    lab.list()
    expect(video.rates).toEqual([])
  })
})

describe('the repair of playback', () => {
  it('seeks over a hole that the engine left', () => {
    lab.feeds = false
    const hole = lab.edge + 2
    video.buffered = [
      [8, lab.edge],
      [hole, hole + 2],
    ]
    lab.run(8000)
    expect(video.seeks[0]).toBeCloseTo(hole, 1)
  })

  it('reloads when segments arrive but never at the playhead', () => {
    video.buffered = [[8, lab.edge]]
    for (let i = 0; i < 8; i++) {
      lab.run(1800)
      lab.edge += 2
      lab.sequence++
      lab.list()
      lab.environment.advance(200)
      lab.feeds = false
    }
    expect(lab.engine.reload).toHaveBeenCalled()
  })

  it('does not seek when nothing was missed, because a seek would hide the fault from the playhead monitor', () => {
    lab.feeds = false
    for (let i = 0; i < 8; i++) {
      lab.run(2000)
      lab.edge += 2
      lab.sequence++
      lab.list()
      if (video.seeks.length > 0) video.seeking = true
    }
    expect(video.seeks).toEqual([])
    expect(lab.engine.reload).toHaveBeenCalled()
  })

  it('restarts a decoder that stands with media in the buffer, then reloads when that did not help', () => {
    video.play = () => {}
    lab.run(4400)
    expect(lab.engine.recover).toHaveBeenCalledOnce()
    expect(lab.engine.reload).not.toHaveBeenCalled()
    lab.run(4400)
    expect(lab.engine.reload).toHaveBeenCalledOnce()
  })

  it('restarts the decoder a second time when it stands again after five seconds', () => {
    const { play } = video
    const stand = () => {
      video.play = () => {}
      lab.run(4400)
      video.play = play
    }
    stand()
    lab.run(1200)
    stand()
    expect(lab.engine.recover).toHaveBeenCalledTimes(2)
    expect(lab.engine.reload).not.toHaveBeenCalled()
  })

  it('leaves a paused playhead alone', () => {
    video.paused = true
    lab.run(30_000)
    expect(lab.engine.recover).not.toHaveBeenCalled()
    expect(lab.engine.reload).not.toHaveBeenCalled()
    expect(lab.events).toEqual([])
  })
})

describe('playback after a pause', () => {
  const pauseFor = (ms: number) => {
    video.paused = true
    lab.run(ms)
    video.paused = false
    video.fire('play')
  }

  it('goes on at the usual latency, not where it was paused', () => {
    pauseFor(12_000)
    expect(lab.playback.latency).toBeCloseTo(6, 0)
    expect(video.seeks).toHaveLength(1)
  })

  it('stays where it is after a short pause', () => {
    pauseFor(1800)
    expect(video.seeks).toEqual([])
  })

  it('stays where it is with a DVR', () => {
    Object.assign(lab.engine.timeline, { dvr: true })
    pauseFor(12_000)
    expect(video.seeks).toEqual([])
  })

  it('goes on at the usual latency after a refused autoplay', () => {
    const blocked = makeLab()
    Object.assign(blocked.video, { paused: true, position: 8, buffered: [[8, 14]] })
    blocked.list()
    blocked.run(10_000)
    blocked.video.paused = false
    blocked.video.fire('play')
    expect(blocked.playback.latency).toBeCloseTo(6, 0)
  })
})

describe('with a DVR', () => {
  beforeEach(() => {
    Object.assign(lab.engine.timeline, { dvr: true })
    video.position -= 30
    video.buffered = [[-40, lab.edge]]
    video.fire('seeked')
  })

  it('leaves a viewer who went back where they are', () => {
    expect(lab.playback.following).toBe(false)
    lab.run(5000)
    lab.playback.catchUp()
    expect(video.rates).toEqual([])
    expect(video.seeks).toEqual([])
  })

  it('brings the viewer to the live edge on request', () => {
    lab.playback.seekToLive()
    expect(lab.playback.latency).toBeCloseTo(6, 0)
    expect(lab.playback.following).toBe(true)
  })
})

describe('catching up', () => {
  it('seeks over what a hidden tab missed', () => {
    video.position -= 8
    video.buffered = [[0, lab.edge]]
    lab.playback.catchUp()
    expect(lab.playback.latency).toBeCloseTo(6, 0)
  })

  it('never seeks back', () => {
    video.position += 3
    lab.playback.catchUp()
    lab.playback.seekToLive()
    expect(video.seeks).toEqual([])
  })
})

describe('the end of the stream', () => {
  it('plays the buffer to its end without reporting a stall', () => {
    lab.feeds = false
    lab.playback.ending()
    lab.run(10_000)
    expect(lab.events).toEqual([])
    expect(lab.engine.reload).not.toHaveBeenCalled()
  })
})

describe('the element', () => {
  it('is left without listeners and at rate 1', () => {
    const other = manualVideo()
    const detach = new LivePlayback(lab.environment, lab.outages, lab.engine).attach(other.element)
    expect(other.listeners).toBeGreaterThan(0)
    detach()
    expect(other.listeners).toBe(0)
    expect(other.element.playbackRate).toBe(1)
  })

  it('gets its rate again after a load has reset it', () => {
    outage(12_000)
    lab.segment()
    video.element.playbackRate = 1
    video.fire('loadedmetadata')
    expect(video.element.playbackRate).toBe(0)
  })
})
