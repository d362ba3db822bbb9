import type { StreamEvent } from '@standby/stage'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { eventFeed } from './event-feed.ts'

class FakeEventSource {
  static opened: FakeEventSource[] = []
  onmessage: ((message: { data: string }) => void) | null = null
  onerror: (() => void) | null = null
  closed = false

  constructor(readonly url: string) {
    FakeEventSource.opened.push(this)
  }

  close() {
    this.closed = true
  }

  send(event: Partial<StreamEvent>) {
    this.onmessage?.({ data: JSON.stringify(event) })
  }
}

beforeEach(() => {
  FakeEventSource.opened = []
  vi.stubGlobal('EventSource', FakeEventSource)
})

afterEach(() => vi.unstubAllGlobals())

function open() {
  const feed = eventFeed<StreamEvent>('http://stage/streams/a/events')
  const source = FakeEventSource.opened[0]
  if (!source) throw new Error('no connection was opened')
  return { feed, source }
}

it('opens one connection for all listeners', () => {
  const { feed } = open()
  feed.watch(() => {})
  feed.watch(() => {})
  expect(FakeEventSource.opened).toHaveLength(1)
})

it('tells a late listener the past events, and then new ones', () => {
  const { feed, source } = open()
  source.send({ type: 'live', run: 1, at: 1 })
  const heard: string[] = []
  feed.watch(({ type }) => heard.push(type))
  source.send({ type: 'ended', at: 2 })
  expect(heard).toEqual(['live', 'ended'])
})

it('stops telling one listener without stopping the others', () => {
  const { feed, source } = open()
  const one = vi.fn()
  const two = vi.fn()
  feed.watch(one)()
  feed.watch(two)
  source.send({ type: 'ended', at: 1 })
  expect(one).not.toHaveBeenCalled()
  expect(two).toHaveBeenCalledOnce()
})

it('closes the connection with the feed, and after the stage has ended it', () => {
  const first = open()
  first.feed.close()
  expect(first.source.closed).toBe(true)
  FakeEventSource.opened = []
  const second = open()
  second.source.onerror?.()
  expect(second.source.closed).toBe(true)
})
