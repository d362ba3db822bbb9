import { describe, expect, it } from 'vitest'
import type { Surface } from '../source/source-contract.ts'
import { scriptedSource } from './scripted-source.ts'
import { createTestLink } from './test-link.ts'

// The script only passes the surface around, so it needs no page.
const surface = {} as Surface

describe('scriptedSource', () => {
  it('has the given kind, id and defaults', () => {
    expect(scriptedSource().source).toMatchObject({ kind: 'scripted', id: 'scripted' })
    const defaults = { reconnectWindowMs: 0 }
    const { source } = scriptedSource({ kind: 'whep', id: 'a', defaults })
    expect(source).toMatchObject({ kind: 'whep', id: 'a', defaults })
  })

  it('emits the events of the script through the newest connection', () => {
    const { source, script } = scriptedSource()
    const first = createTestLink()
    const second = createTestLink({ attempt: 1 })
    source.connect(first)
    source.connect(second)
    script.emit({ type: 'queued', position: 3 }, { type: 'assigned' })
    expect(first.events).toEqual([])
    expect(second.events).toEqual([{ type: 'queued', position: 3 }, { type: 'assigned' }])
    expect(script.connections.map(({ link }) => link)).toEqual([first, second])
  })

  it('can emit through an old connection, also after its close', () => {
    const { source, script } = scriptedSource()
    const link = createTestLink()
    source.connect(link).close(1000)
    script.connections[0]?.emit({ type: 'returned', exact: false })
    expect(link.events).toEqual([{ type: 'returned', exact: false }])
  })

  it('plays with one call', () => {
    const { source, script } = scriptedSource()
    const link = createTestLink()
    source.connect(link)
    script.play()
    expect(link.events.map((event) => event.type)).toEqual(['assigned', 'media', 'media'])
  })

  it('records commands, surfaces and the close', () => {
    const { source, script } = scriptedSource()
    const connection = source.connect(createTestLink())
    const detach = connection.attach?.(surface)
    connection.command?.({ type: 'accept' })
    expect(script.last.surfaces).toEqual([surface])
    detach?.()
    detach?.()
    connection.attach?.(surface)
    expect(script.last).toMatchObject({ surfaces: [surface], attachments: 2, closed: null })
    expect(script.last.commands).toEqual([{ type: 'accept' }])
    connection.close(4004, 'afk')
    expect(script.last.closed).toEqual({ code: 4004, reason: 'afk' })
  })

  it('throws at a second close', () => {
    const { source } = scriptedSource()
    const connection = source.connect(createTestLink())
    connection.close(1000)
    expect(() => connection.close(1001)).toThrow(/^Standby: A connection was closed with 1001/)
  })

  it('runs onConnect inside connect, which may emit or throw', () => {
    const { source, script } = scriptedSource()
    script.onConnect((connection) => connection.emit({ type: 'closed', code: 1013 }))
    const link = createTestLink()
    source.connect(link)
    expect(link.events).toEqual([{ type: 'closed', code: 1013 }])
    script.onConnect(() => {
      throw new Error('no route')
    })
    expect(() => source.connect(createTestLink())).toThrow('no route')
    script.onConnect(null)
    expect(() => source.connect(createTestLink())).not.toThrow()
  })

  it('passes on samples', () => {
    const { source, script } = scriptedSource()
    const link = createTestLink()
    source.connect(link)
    const live = { latencyMs: 6000, targetLatencyMs: 6000, atEdge: true, seekableMs: 0, seekable: null }
    script.sampleLive(live)
    script.sampleStats({ at: 5, framesPerSecond: 30 })
    expect(link.samples).toEqual({ live: [live], stats: [{ at: 5, framesPerSecond: 30 }] })
  })

  it('says what to do when nothing has connected yet', () => {
    const { script } = scriptedSource()
    expect(() => script.emit({ type: 'assigned' })).toThrow(/Call session.start\(\)/)
  })
})
