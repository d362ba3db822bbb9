import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SourceEvent, StreamSource, Surface } from './source-contract.ts'
import { nestedSource, type ClosedEvent, type NestedSource } from './nested-source.ts'
import { scriptedSource, type SourceScript } from '../testing/scripted-source.ts'
import { createTestLink } from '../testing/test-link.ts'

const assignment = { kind: 'whep', url: 'https://a.example/whep', token: 'secret' }
// Only passed around, so no page is needed.
const surface = { name: 'first' } as unknown as Surface
const otherSurface = { name: 'second' } as unknown as Surface

let reported: unknown[]
beforeEach(() => {
  reported = []
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
})
afterEach(() => vi.unstubAllGlobals())

function nested(options: Parameters<typeof createTestLink>[0] = {}) {
  const link = createTestLink(options)
  const { source, script } = scriptedSource()
  const closed: ClosedEvent[] = []
  return { link, source, script, closed, onClosed: (event: ClosedEvent) => void closed.push(event) }
}

interface Inner {
  readonly script: SourceScript
  readonly slot: NestedSource
  readonly other: StreamSource
}

describe('the link of the inner source', () => {
  it('has the outer intent, attempt, environment and assignment, but not the resume token', () => {
    const { link, source, script, onClosed } = nested({
      intent: 'retry',
      attempt: 4,
      resumeToken: 'of the gateway',
      assignment,
    })
    nestedSource(link, source, onClosed)
    const { link: inner } = script.last
    expect(inner).toMatchObject({ intent: 'retry', attempt: 4, assignment })
    expect(inner.environment).toBe(link.environment)
    expect(inner.resumeToken).toBeUndefined()
  })

  it('has the assignment that it is opened with', () => {
    const { link, source, script, onClosed } = nested()
    const slot = nestedSource(link, null, onClosed)
    expect(script.connections).toEqual([])
    slot.open(source, assignment)
    expect(script.last.link.assignment).toEqual(assignment)
  })

  it('passes on every command while it is open', () => {
    const { link, source, script, onClosed } = nested()
    const slot = nestedSource(link, null, onClosed)
    expect(() => slot.command({ type: 'activity' })).not.toThrow()
    slot.open(source)
    slot.command({ type: 'seek-to-live' })
    slot.close(1000)
    slot.command({ type: 'activity' })
    expect(script.last.commands).toEqual([{ type: 'seek-to-live' }])
  })
})

describe('an event of the inner source', () => {
  const forwarded: SourceEvent[] = [
    { type: 'progress', step: 'first-frame' },
    { type: 'stalled', cause: 'network' },
    { type: 'media', state: 'playing' },
    {
      type: 'lost',
      since: Date.UTC(2030, 0, 1),
      deadline: Date.UTC(2030, 0, 2),
      exact: true,
      onDeadline: 'end',
    },
    { type: 'returned', exact: true },
    { type: 'ending' },
    { type: 'retrying', cause: 'server', attempt: 1 },
    { type: 'signalling', state: 'lost' },
    { type: 'limit', remainingMs: 5 },
    { type: 'afk', remainingMs: 5 },
    { type: 'tracks', audios: null },
    { type: 'text-input', value: '', multiline: false },
    { type: 'notice', text: 'n' },
    { type: 'message', data: 1 },
  ]
  it.each(forwarded)('goes to the outer link: $type', (event) => {
    const { link, source, script, onClosed } = nested()
    nestedSource(link, source, onClosed)
    script.emit(event)
    expect(link.events).toEqual([event])
  })

  const swallowed: SourceEvent[] = [
    { type: 'assigned' },
    { type: 'queued', position: 1 },
    { type: 'not-live', reason: 'ended' },
  ]
  it.each(swallowed)('is dropped if only the gateway sends it: $type', (event) => {
    const { link, source, script, onClosed, closed } = nested()
    nestedSource(link, source, onClosed)
    script.emit(event)
    expect(link.events).toEqual([])
    expect(closed).toEqual([])
  })

  it('goes to the outer link, and so do samples', () => {
    const { link, source, script, onClosed } = nested()
    nestedSource(link, source, onClosed)
    const live = { latencyMs: 1, targetLatencyMs: 1, atEdge: true, seekableMs: 0, seekable: null }
    script.sampleLive(live)
    script.sampleStats({ at: 1 })
    expect(link.samples).toEqual({ live: [live], stats: [{ at: 1 }] })
  })

  it('goes to the outer link, also from inside its connect', () => {
    const { link, source, script, onClosed } = nested()
    script.onConnect((connection) => connection.emit({ type: 'progress', step: 'transport' }))
    nestedSource(link, source, onClosed)
    expect(link.events).toEqual([{ type: 'progress', step: 'transport' }])
  })

  it('is dropped after the close', () => {
    const { link, source, script, onClosed, closed } = nested()
    nestedSource(link, source, onClosed).close(1000)
    script.emit({ type: 'ending' }, { type: 'closed', code: 1006 })
    script.sampleStats({ at: 1 })
    expect(link.events).toEqual([])
    expect(link.samples.stats).toEqual([])
    expect(closed).toEqual([])
  })
})

describe('the surface of the inner source', () => {
  it('is that of the outer source, also for an inner source that opens later', () => {
    const { link, source, script, onClosed } = nested()
    const slot = nestedSource(link, null, onClosed)
    const detach = slot.attach(surface)
    slot.open(source)
    expect(script.last.surfaces).toEqual([surface])
    detach()
    expect(script.last.surfaces).toEqual([])
    slot.attach(otherSurface)
    expect(script.last.surfaces).toEqual([otherSurface])
  })

  it('is missing when the outer source was detached before it opened', () => {
    const { link, source, script, onClosed } = nested()
    const slot = nestedSource(link, null, onClosed)
    slot.attach(surface)()
    slot.open(source)
    expect(script.last.attachments).toBe(0)
  })

  it('is not changed by the detach of a surface that was replaced', () => {
    const { link, source, script, onClosed } = nested()
    const slot = nestedSource(link, source, onClosed)
    const detachFirst = slot.attach(surface)
    slot.attach(otherSurface)
    detachFirst()
    expect(script.last.surfaces).toEqual([otherSurface])
  })

  it('passes to the next source that is opened', () => {
    const { link, source, script, onClosed } = nested()
    const slot = nestedSource(link, source, onClosed)
    slot.attach(surface)
    slot.open(source)
    expect(script.connections.map(({ surfaces }) => surfaces)).toEqual([[], [surface]])
  })
})

describe('the end of the inner source', () => {
  it('comes once from outside with its code and reason, and then its signal aborts', () => {
    const { link, source, script, onClosed, closed } = nested()
    const slot = nestedSource(link, source, onClosed)
    slot.attach(surface)
    const { signal } = script.last.link
    const order: string[] = []
    signal.addEventListener('abort', () =>
      order.push(`aborted, closed ${script.last.closed?.code}, shown ${script.last.surfaces.length}`),
    )
    slot.close(4004, 'afk')
    slot.close(1000)
    link.abort()
    expect(script.last.closed).toEqual({ code: 4004, reason: 'afk' })
    expect(order).toEqual(['aborted, closed 4004, shown 0'])
    expect(closed).toEqual([])
    expect(reported).toEqual([])
  })

  it('is passed to the gateway when it closes by itself', () => {
    const { link, source, script, onClosed, closed } = nested()
    const slot = nestedSource(link, source, onClosed)
    script.emit({ type: 'closed', code: 1013, reason: 'busy', retryAfterMs: 5 })
    script.emit({ type: 'closed', code: 1006 })
    expect(closed).toEqual([{ type: 'closed', code: 1013, reason: 'busy', retryAfterMs: 5 }])
    expect(script.last.closed).toEqual({ code: 1013, reason: 'busy' })
    expect(script.last.link.signal.aborted).toBe(true)
    expect(link.events).toEqual([])
    slot.close(1000)
    expect(reported).toEqual([])
  })

  it('may come from inside its connect', () => {
    const { link, source, script, onClosed, closed } = nested()
    script.onConnect((connection) =>
      connection.emit({ type: 'closed', code: 4005 }, { type: 'ending' }, { type: 'closed', code: 1006 }),
    )
    nestedSource(link, source, onClosed).attach(surface)
    expect(closed).toEqual([{ type: 'closed', code: 4005 }])
    expect(script.last).toMatchObject({ closed: { code: 4005 }, attachments: 0 })
    expect(link.events).toEqual([])
  })

  it('is a source error when its connect throws, and leaves nothing behind', () => {
    const { link, source, script, onClosed, closed } = nested()
    const error = new Error('no route')
    script.onConnect(() => {
      throw error
    })
    nestedSource(link, source, onClosed)
    expect(closed).toEqual([{ type: 'closed', code: 1011, cause: 'source-error' }])
    expect(script.last.link.signal.aborted).toBe(true)
    expect(reported).toEqual([error])
  })

  it.each([
    ['closes', ({ script }: Inner) => script.emit({ type: 'closed', code: 1006 })],
    ['is replaced', ({ slot, other }: Inner) => slot.open(other)],
  ])('withdraws its tracks once when it %s', (_, end) => {
    const { link, source, script, onClosed } = nested()
    const { source: other } = scriptedSource()
    const slot = nestedSource(link, source, onClosed)
    script.emit({ type: 'tracks', input: true })
    end({ script, slot, other })
    slot.open(other)
    expect(link.eventsOf('tracks')).toEqual([
      { type: 'tracks', input: true },
      { type: 'tracks', qualities: null, texts: null, audios: null, microphone: null, input: null },
    ])
  })

  it.each([
    ['closes', ({ script }: Inner) => script.emit({ type: 'closed', code: 1006 })],
    ['is replaced', ({ slot, other }: Inner) => slot.open(other)],
  ])('keeps its last frame when it %s while a view is attached', (_, end) => {
    for (const seen of [true, false]) {
      const { link, source, script, onClosed } = nested()
      const { source: other } = scriptedSource()
      const slot = nestedSource(link, null, onClosed)
      const held: unknown[] = []
      const detach = slot.attach({ ...surface, hold: () => held.push(script.last.closed) })
      slot.open(source)
      if (!seen) detach()
      end({ script, slot, other })
      // Before the source is closed, because its close removes the media.
      expect(held).toEqual(seen ? [null] : [])
    }
  })

  it('lets the gateway open another one inside onClosed', () => {
    const { link, source, script } = nested()
    const slot = nestedSource(link, source, () => slot.open(source, assignment))
    script.emit({ type: 'closed', code: 4005 })
    expect(script.connections).toHaveLength(2)
    script.emit({ type: 'ending' })
    expect(link.events).toEqual([{ type: 'ending' }])
    expect(script.connections[0]?.closed).toEqual({ code: 4005 })
    expect(script.last.closed).toBeNull()
  })

  it('comes when another one replaces it, and its later events are dropped', () => {
    const { link, source, script, onClosed, closed } = nested()
    const slot = nestedSource(link, source, onClosed)
    slot.open(source)
    expect(script.connections[0]?.closed).toEqual({ code: 1000, reason: 'ended' })
    script.connections[0]?.emit({ type: 'closed', code: 1006 }, { type: 'ending' })
    expect(closed).toEqual([])
    expect(link.events).toEqual([])
  })

  it('comes with the abort of the outer signal', () => {
    const { link, source, script, onClosed } = nested()
    nestedSource(link, source, onClosed)
    link.abort()
    expect(script.last.closed).toEqual({ code: 1000, reason: 'ended' })
    expect(script.last.link.signal.aborted).toBe(true)
  })

  it('comes at once when an event inside its connect closes the outer connection', () => {
    const { source, script, onClosed, closed } = nested()
    const link = createTestLink()
    const slot = nestedSource({ ...link, emit: () => slot.close(4001, 'taken') }, null, onClosed)
    script.onConnect((connection) => connection.emit({ type: 'ending' }))
    slot.attach(surface)
    slot.open(source)
    expect(script.last).toMatchObject({ closed: { code: 4001, reason: 'taken' }, attachments: 0 })
    expect(closed).toEqual([])
  })

  it('is final: nothing opens after the close', () => {
    const { link, source, script, onClosed } = nested()
    const slot = nestedSource(link, null, onClosed)
    slot.close(1000)
    slot.open(source)
    expect(script.connections).toEqual([])
  })
})
