import { afterEach, describe, expect, it, vi } from 'vitest'
import { openConnection } from './connection.ts'
import type { SourceConnection, SourceEvent, StreamSource, Surface } from './source-contract.ts'
import { manualEnvironment, scriptedSource } from '../testing.ts'

const surface = { video: {}, container: {} } as unknown as Surface
afterEach(() => void vi.unstubAllGlobals())

function open(source: StreamSource) {
  const emitted: SourceEvent[] = []
  const sampled: unknown[] = []
  const connection = openConnection({
    source,
    environment: manualEnvironment(),
    intent: 'start',
    attempt: 0,
    resumeToken: null,
    emit: (event) => emitted.push(event),
    sample: (...sample) => sampled.push(sample),
  })
  return { connection, emitted, sampled }
}
const sourceOf = (connection: SourceConnection): StreamSource => ({
  kind: 'test',
  id: 'test',
  connect: () => connection,
})

describe('a connection', () => {
  it('closes once, in order, however often close is called', () => {
    const { source, script } = scriptedSource()
    const { connection } = open(source)
    connection.attach(surface)
    connection.close(1000, 'left')
    connection.close(4004, 'afk')
    expect(script.last.closed).toEqual({ code: 1000, reason: 'left' })
    expect(script.last.surfaces).toEqual([])
    expect(script.last.link.signal.aborted).toBe(true)
  })

  it('passes on nothing after its close', () => {
    const { source, script } = scriptedSource()
    const { connection, emitted, sampled } = open(source)
    connection.close(1000, 'left')
    script.emit({ type: 'notice', text: 'late' })
    script.sampleStats({ at: 0 })
    expect(emitted).toEqual([])
    expect(sampled).toEqual([])
    expect(connection.command({ type: 'activity' })).toBe(false)
  })

  it('detaches before it attaches again', () => {
    const order: string[] = []
    const { connection } = open(
      sourceOf({
        attach: () => (order.push('attach'), () => order.push('detach')),
        close: () => order.push('close'),
      }),
    )
    connection.attach(surface)
    connection.attach(surface)
    connection.close(1000, 'left')
    expect(order).toEqual(['attach', 'detach', 'attach', 'detach', 'close'])
  })

  it('says whether the source accepts commands', () => {
    expect(open(sourceOf({ close() {} })).connection.command({ type: 'activity' })).toBe(false)
    expect(open(sourceOf({ close() {}, command() {} })).connection.command({ type: 'activity' })).toBe(true)
  })

  it('reports what a source throws, and still closes', () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const fail = () => {
      throw new Error('source')
    }
    let signal: AbortSignal | undefined
    const { connection } = open({
      kind: 'test',
      id: 'test',
      connect(link) {
        signal = link.signal
        return { attach: fail, command: fail, close: fail }
      },
    })
    connection.attach(surface)
    connection.command({ type: 'activity' })
    connection.close(1000, 'left')
    expect(reported).toHaveBeenCalledTimes(3)
    expect(signal?.aborted).toBe(true)
  })

  it('emits a close when connect throws', () => {
    vi.stubGlobal('reportError', vi.fn())
    const { emitted } = open({
      kind: 'test',
      id: 'test',
      connect() {
        throw new Error('no')
      },
    })
    expect(emitted).toEqual([{ type: 'closed', code: 1011, cause: 'source-error' }])
  })
})
