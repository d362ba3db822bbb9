import { describe, expect, it } from 'vitest'
import { type Step, tellStory, type WatchedStream } from './story.ts'
import { toldStream } from './told-stream.fixture.ts'

function watch(stream: WatchedStream, others: WatchedStream[] = []) {
  const steps: Step[] = []
  const stop = tellStory(
    stream,
    (id) => others.find((other) => other.id === id),
    (step) => steps.push(step),
  )
  return { steps, stop, names: () => steps.map(({ name }) => name) }
}

describe('the story of an encoder', () => {
  it('has one broadcast with a short outage, then an outage that ends it', () => {
    const told = toldStream('a')
    const { steps, names } = watch(told.stream)
    told.started(1)
    told.listed(1)
    told.listed(1)
    told.stopped(1)
    told.started(2)
    told.listed(2)
    told.stopped(2)
    told.ended()
    expect(names()).toEqual([
      'connected',
      'playing',
      'disconnected',
      'connected',
      'playing',
      'disconnected',
      'off-air',
    ])
    expect(steps.map(({ again }) => again)).toEqual([false, false, false, true, true, true, true])
    expect(steps.every(({ broadcast }) => broadcast === 1)).toBe(true)
    expect(steps.map(({ at }) => at - 1_800_000_000_000)).toEqual([1000, 2000, 4000, 5000, 6000, 7000, 8000])
  })

  it('has another broadcast when the stream is live again after its end', () => {
    const told = toldStream('a')
    const { steps } = watch(told.stream)
    told.started(1)
    told.listed(1)
    told.stopped(1)
    told.ended()
    told.started(2)
    told.listed(2)
    expect(steps.slice(-2)).toMatchObject([
      { name: 'connected', broadcast: 2, again: false, playsAt: 'a' },
      { name: 'playing', broadcast: 2 },
    ])
  })

  it('has one off-air step per broadcast, and none before it', () => {
    const told = toldStream('a')
    const { names } = watch(told.stream)
    told.ended()
    told.started(1)
    told.stopped(1)
    told.ended()
    told.tell({ type: 'removed' })
    expect(names()).toEqual(['connected', 'disconnected', 'off-air'])
  })

  it('goes off air when the server removes the stream', () => {
    const told = toldStream('a')
    const { names } = watch(told.stream)
    told.started(1)
    told.stopped(1)
    told.tell({ type: 'removed' })
    expect(names().at(-1)).toBe('off-air')
  })

  it('ignores segments of an earlier encoder run', () => {
    const told = toldStream('a')
    const { names } = watch(told.stream)
    told.started(1)
    told.stopped(1)
    told.started(2)
    told.listed(1)
    expect(names()).toEqual(['connected', 'disconnected', 'connected'])
  })

  it('starts with past events', () => {
    const told = toldStream('a')
    told.started(1)
    told.listed(1)
    const { names } = watch(told.stream)
    told.stopped(1)
    expect(names()).toEqual(['connected', 'playing', 'disconnected'])
  })

  it.each(['while it is watched', 'before'])('follows a broadcast to a new asset (%s)', (when) => {
    const [told, next] = [toldStream('a'), toldStream('b')]
    const before = when === 'before'
    let watched = before ? null : watch(told.stream, [next.stream])
    told.started(1)
    told.listed(1)
    told.stopped(1)
    told.ended()
    next.started(1)
    next.listed(1)
    told.tell({ type: 'new-asset', id: 'b', url: 'http://stage/b' })
    watched ??= watch(told.stream, [next.stream])
    next.stopped(1)
    // Events of the old stream are ignored from now on.
    told.started(2)
    expect(watched.steps.slice(-4)).toMatchObject([
      { name: 'off-air', playsAt: 'a', broadcast: 1 },
      { name: 'connected', playsAt: 'b', broadcast: 2, again: false },
      { name: 'playing', playsAt: 'b', broadcast: 2 },
      { name: 'disconnected', playsAt: 'b' },
    ])
    watched.stop()
    next.ended()
    expect(watched.names().at(-1)).toBe('disconnected')
  })
})
