import { describe, expect, it } from 'vitest'
import { FedTimeline, timelineStartMs } from './timeline.fixture.ts'

describe('the sliding window', () => {
  it('is empty before the first segment', () => {
    const timeline = new FedTimeline(7)
    expect(timeline.isEmpty).toBe(true)
    expect(timeline.view()).toMatchObject({ segments: [], discontinuitySequence: 0, ended: false })
  })

  it('grows to its size and then slides', () => {
    const timeline = new FedTimeline(3).feed(2)
    expect(timeline.sequences).toEqual([0, 1])
    expect(timeline.feed(3).sequences).toEqual([2, 3, 4])
  })

  it('keeps the last 30 segments that have left it loadable', () => {
    const timeline = new FedTimeline(3).feed(10)
    expect(timeline.find('segment-a-0')?.sequence).toBe(0)
    timeline.feed(40)
    expect(timeline.find('segment-a-0')).toBeUndefined()
    expect(timeline.find('segment-a-30')?.sequence).toBe(30)
  })

  it('is whole until a segment has left it', () => {
    const timeline = new FedTimeline(3).feed(3)
    expect(timeline.isWhole).toBe(true)
    expect(timeline.feed(1).isWhole).toBe(false)
  })

  it('gives each segment its start on the wall clock and in media time', () => {
    const [, second] = new FedTimeline(3).feed(2).view().segments
    expect(second).toMatchObject({
      startMs: timelineStartMs + 2000,
      mediaStartMs: 2000,
      durationMs: 2000,
      run: 1,
    })
  })
})

describe('parts', () => {
  it('collect in an open segment until the last one closes it', () => {
    const timeline = new FedTimeline(3).part(400, false).part(400, false)
    expect(timeline.view().segments).toMatchObject([{ complete: false, durationMs: 800 }])
    timeline.part(400, true)
    expect(timeline.view().segments).toMatchObject([{ complete: true, durationMs: 1200 }])
    expect(timeline.view().segments[0]?.parts.map((part) => part.independent)).toEqual([true, false, false])
  })

  it('do not push a whole segment out of the window while theirs is open', () => {
    expect(new FedTimeline(3).feed(3).part(400, false).sequences).toEqual([0, 1, 2, 3])
  })

  it('are announced before they exist', () => {
    const timeline = new FedTimeline(3)
    expect(timeline.view().next).toEqual({ name: 'segment-a-0', part: 0 })
    expect(timeline.part(400, false).view().next).toEqual({ name: 'segment-a-0', part: 1 })
    expect(timeline.part(400, true).view().next).toEqual({ name: 'segment-a-1', part: 0 })
  })

  it('make a short segment when the encoder dies', () => {
    const timeline = new FedTimeline(3).feed(1).part(400, false)
    timeline.closeOpenSegment()
    expect(timeline.view().segments.at(-1)).toMatchObject({ sequence: 1, complete: true, durationMs: 400 })
    timeline.restart({}).feed(1)
    expect(timeline.sequences).toEqual([0, 1, 2])
  })
})

describe('a new encoder run', () => {
  it('changes nothing before its first media', () => {
    const timeline = new FedTimeline(3).feed(3)
    const before = timeline.view()
    expect(timeline.restart({ sequence: 'restart' }).view()).toEqual(before)
  })

  it('continues the sequence and marks the discontinuity', () => {
    const timeline = new FedTimeline(4).feed(2).restart({}, 8000).feed(2)
    const { segments } = timeline.view()
    expect(timeline.sequences).toEqual([0, 1, 2, 3])
    expect(segments.map((segment) => segment.discontinuity)).toEqual([false, false, true, false])
    expect(segments.map((segment) => segment.init)).toEqual(['init-1', 'init-1', 'init-2', 'init-2'])
  })

  it('continues without a mark, with the initialization segment of the previous run', () => {
    const { segments } = new FedTimeline(4).feed(1).restart({ discontinuity: false }).feed(1).view()
    expect(segments.map((segment) => segment.discontinuity)).toEqual([false, false])
    expect(segments.map((segment) => segment.init)).toEqual(['init-1', 'init-1'])
  })

  it('counts a discontinuity once it has left the window', () => {
    const timeline = new FedTimeline(2).feed(2).restart({}).feed(1)
    expect(timeline.view().discontinuitySequence).toBe(0)
    expect(timeline.feed(1).view().discontinuitySequence).toBe(0)
    expect(timeline.feed(1).view().discontinuitySequence).toBe(1)
    expect(timeline.feed(60).view().discontinuitySequence).toBe(1)
  })

  it('restarts the sequence with other names', () => {
    const timeline = new FedTimeline(7).feed(5).restart({ sequence: 'restart' }).feed(2)
    expect(timeline.sequences).toEqual([0, 1])
    expect(timeline.names).toEqual(['segment-b-0', 'segment-b-1'])
    expect(timeline.view().segments[0]).toMatchObject({ discontinuity: false, init: 'init-2' })
  })

  it('restarts the sequence with the same names; the newest segment of a name is served', () => {
    const timeline = new FedTimeline(7).feed(5).restart({ sequence: 'restart', names: 'same' }).feed(2)
    expect(timeline.names).toEqual(['segment-a-0', 'segment-a-1'])
    expect(timeline.find('segment-a-1')?.run).toBe(2)
    expect(timeline.find('segment-a-4')?.run).toBe(1)
  })

  it('overlaps the previous sequence', () => {
    const timeline = new FedTimeline(7).feed(10).restart({ sequence: 'overlap', by: 3 }).feed(2)
    expect(timeline.sequences).toEqual([7, 8])
    expect(timeline.names).toEqual(['segment-b-7', 'segment-b-8'])
  })

  it('never overlaps below sequence 0', () => {
    expect(new FedTimeline(7).feed(2).restart({ sequence: 'overlap', by: 9 }).feed(1).sequences).toEqual([0])
  })

  it('leaps ahead of the previous sequence', () => {
    expect(new FedTimeline(7).feed(3).restart({ sequence: 'leap', by: 1000 }).feed(1).sequences).toEqual([
      1003,
    ])
  })

  it('forgets discontinuities with the playlist that it replaces', () => {
    const timeline = new FedTimeline(1).feed(1).restart({}).feed(2)
    expect(timeline.view().discontinuitySequence).toBe(1)
    expect(timeline.restart({ sequence: 'restart' }).feed(1).view().discontinuitySequence).toBe(0)
  })

  it('gets new names for every generation', () => {
    const timeline = new FedTimeline(3).feed(1)
    const seen = Array.from({ length: 4 }, () => timeline.restart({ sequence: 'restart' }).feed(1).names[0])
    expect(new Set(seen).size).toBe(4)
  })
})

describe('an ended timeline', () => {
  it('goes on when new media arrives', () => {
    const timeline = new FedTimeline(3).feed(2)
    timeline.ended = true
    expect(timeline.view().ended).toBe(true)
    expect(timeline.restart({ sequence: 'restart' }).view().ended).toBe(true)
    expect(timeline.feed(1).view()).toMatchObject({ ended: false, segments: [{ sequence: 0 }] })
  })
})

it('calls `describe` once per segment, when it opens', () => {
  const timeline = new FedTimeline(3)
  timeline.part(400, false, { gap: true, damage: { fault: 'segment-404' } }).part(400, true)
  expect(timeline.view().segments).toMatchObject([{ gap: true, damage: { fault: 'segment-404' } }])
})
