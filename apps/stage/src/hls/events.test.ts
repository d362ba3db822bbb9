import { describe, expect, it } from 'vitest'
import { StreamEvents, type StreamEvent } from './events.ts'
import { RequestLog } from './request-log.ts'

const request = (path: string): { path: string; kind: 'playlist'; status: number; at: number } => ({
  path,
  kind: 'playlist',
  status: 200,
  at: 5,
})

describe('stream events', () => {
  it('reach a listener with a time, until it unsubscribes', () => {
    const events = new StreamEvents()
    const seen: StreamEvent[] = []
    const off = events.on((event) => seen.push(event))
    const before = Date.now()
    events.emit({ type: 'encoder-started', run: 1 })
    off()
    events.emit({ type: 'ended' })
    expect(seen).toMatchObject([{ type: 'encoder-started', run: 1 }])
    expect(seen[0]?.at).toBeGreaterThanOrEqual(before)
  })

  it('keep the arrival time of a request', () => {
    const events = new StreamEvents()
    const seen: StreamEvent[] = []
    events.on((event) => seen.push(event))
    events.emit({ type: 'request', ...request('a') })
    expect(seen[0]?.at).toBe(5)
  })

  it('let a listener unsubscribe while it is called', () => {
    const events = new StreamEvents()
    const seen: string[] = []
    const off = events.on(() => {
      off()
      seen.push('first')
    })
    events.on(() => seen.push('second'))
    events.emit({ type: 'ended' })
    events.emit({ type: 'ended' })
    expect(seen).toEqual(['first', 'second', 'second'])
  })

  it('remember the last 100, without requests', () => {
    const events = new StreamEvents()
    for (let run = 1; run <= 130; run++) {
      events.emit({ type: 'encoder-started', run })
      events.emit({ type: 'request', ...request(`${run}`) })
    }
    expect(events.past()).toHaveLength(100)
    expect(events.past()[0]).toMatchObject({ type: 'encoder-started', run: 31 })
  })

  it('can be awaited by type and test', async () => {
    const events = new StreamEvents()
    const next = events.next('encoder-started', (event) => event.run > 1)
    events.emit({ type: 'encoder-started', run: 1 })
    events.emit({ type: 'ended' })
    events.emit({ type: 'encoder-started', run: 2 })
    expect(await next).toMatchObject({ run: 2 })
  })

  it('reject every waiter when the stream closes', async () => {
    const events = new StreamEvents()
    const next = events.next('ended')
    events.emit({ type: 'closed' })
    await expect(next).rejects.toThrow(/closed while something waited for its "ended" event/)
  })

  it('resolve a waiter for `closed` when the stream closes', async () => {
    const events = new StreamEvents()
    const next = events.next('closed')
    events.emit({ type: 'closed' })
    expect((await next).type).toBe('closed')
  })
})

describe('the request log', () => {
  it('counts every request by kind and keeps the last 500', () => {
    const log = new RequestLog()
    for (let index = 0; index < 1300; index++) log.add(request(`${index}`))
    log.add({ path: 'x', kind: 'segment', status: 404, at: 6 })
    expect(log.counts).toEqual({ master: 0, playlist: 1300, init: 0, segment: 1, captions: 0 })
    expect(log.last()).toHaveLength(500)
    expect(log.last().at(-1)).toEqual({ path: 'x', kind: 'segment', status: 404, at: 6 })
    expect(log.last()[0]?.path).toBe('801')
  })
})
