import { beforeEach, describe, expect, it } from 'vitest'
import { describe as inWords, matches, ViewTimeline, watchView, type ViewMoment } from './view-timeline.ts'

let root: HTMLElement
let timeline: ViewTimeline

beforeEach(() => {
  root = document.createElement('section')
  root.dataset['status'] = 'ready'
  root.dataset['playback'] = 'loading'
  timeline = new ViewTimeline()
})

const mutations = () => new Promise<void>((resolve) => queueMicrotask(resolve))

describe('a timeline', () => {
  it('begins with the attributes of the view, and null for absent ones', () => {
    timeline.read(root, 1000)
    expect(timeline.all).toEqual([
      {
        at: 1000,
        status: 'ready',
        playback: 'loading',
        reconnect: null,
        cause: null,
        farEnd: null,
        code: null,
        signalling: null,
      },
    ])
  })

  it('adds a moment when an attribute changes, and none when nothing changes', () => {
    timeline.read(root, 1000)
    timeline.read(root, 1100)
    root.dataset['farEnd'] = 'lost'
    timeline.read(root, 1200)
    expect(timeline.all.map(({ at, farEnd }) => [at, farEnd])).toEqual([
      [1000, null],
      [1200, 'lost'],
    ])
    expect(timeline.now?.at).toBe(1200)
  })

  it('returns the moment that was current at a time, and later ones', () => {
    for (const [at, status] of [
      [1000, 'connecting'],
      [2000, 'streaming'],
      [3000, 'reconnecting'],
    ] as const) {
      root.dataset['status'] = status
      timeline.read(root, at)
    }
    expect(timeline.since(2500).map(({ status }) => status)).toEqual(['streaming', 'reconnecting'])
    expect(timeline.since(500).map(({ status }) => status)).toEqual([
      'connecting',
      'streaming',
      'reconnecting',
    ])
    expect(timeline.since(9000).map(({ status }) => status)).toEqual(['reconnecting'])
  })

  it('follows an element until it is told to stop', async () => {
    const stop = watchView(root, timeline)
    root.dataset['status'] = 'requesting'
    await mutations()
    stop()
    root.dataset['status'] = 'connecting'
    await mutations()
    expect(timeline.all.map(({ status }) => status)).toEqual(['ready', 'requesting'])
  })

  it('tells a listener of new moments until it stops listening', () => {
    const seen: ViewMoment[] = []
    const off = timeline.on((moment) => seen.push(moment))
    timeline.read(root, 1)
    off()
    root.dataset['status'] = 'failed'
    timeline.read(root, 2)
    expect(seen).toHaveLength(1)
  })
})

describe('a pattern', () => {
  const moment: ViewMoment = {
    at: 1,
    status: 'reconnecting',
    playback: 'stalled',
    reconnect: 'holding',
    cause: 'far-end',
    farEnd: 'lost',
    code: null,
    signalling: null,
  }

  it('matches when every named attribute is the same', () => {
    expect(matches(moment, { status: 'reconnecting', reconnect: 'holding' })).toBe(true)
    expect(matches(moment, { status: 'reconnecting', reconnect: 'retrying' })).toBe(false)
    expect(matches(moment, {})).toBe(true)
  })

  it('matches an absent attribute with null', () => {
    expect(matches(moment, { code: null })).toBe(true)
    expect(matches(moment, { farEnd: null })).toBe(false)
  })

  it('matches one of several values', () => {
    expect(matches(moment, { cause: ['server', 'far-end'] })).toBe(true)
    expect(matches(moment, { cause: ['server', null] })).toBe(false)
  })

  it('is written in words for a report', () => {
    expect(inWords({ status: 'streaming', reconnect: null })).toBe('status streaming, reconnect none')
    expect(inWords({ cause: ['server', null] })).toBe('cause server or none')
    expect(inWords(moment)).toBe(
      'status reconnecting, playback stalled, reconnect holding, cause far-end, far-end lost',
    )
    expect(inWords(undefined)).toBe('nothing')
  })
})
