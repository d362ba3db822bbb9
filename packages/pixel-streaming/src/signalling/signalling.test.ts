import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it, vi } from 'vitest'
import type { EpicProtocol } from '../connection/epic.ts'
import { Signalling } from './signalling.ts'

function lab({ keeps = false } = {}) {
  const environment = manualEnvironment()
  const listeners = new Map<string, (value?: unknown) => void>()
  const passed: string[] = []
  const sent: unknown[] = []
  const protocol = {
    transport: {
      onMessage: (text: string) => void passed.push(text),
      addListener: (name: string, listener: (value?: unknown) => void) => listeners.set(name, listener),
    },
    sendMessage: vi.fn((message: unknown) => void sent.push(message)),
    disconnect: vi.fn<(code?: number, reason?: string) => void>(),
  }
  const closed = vi.fn<(code: number, reason: unknown) => void>()
  const message = vi.fn(() => keeps)
  const signalling = new Signalling(protocol as unknown as EpicProtocol, { environment, message, closed })
  const say = (value: object) => protocol.transport.onMessage(JSON.stringify(value))
  return {
    environment,
    protocol,
    passed,
    sent,
    closed,
    message,
    signalling,
    say,
    open: () => listeners.get('open')?.(),
    drop: (code: number, reason = '') => listeners.get('close')?.({ code, reason }),
  }
}

describe('the signalling listener', () => {
  it('gets messages first, and passes them on to the library', () => {
    const { say, message, passed } = lab()
    say({ type: 'streamerList', ids: [] })
    expect(message).toHaveBeenCalledWith({ type: 'streamerList', ids: [] })
    expect(passed).toEqual(['{"type":"streamerList","ids":[]}'])
  })

  it('does not pass on messages that are not for the library', () => {
    const { say, passed } = lab({ keeps: true })
    say({ type: 'queue' })
    expect(passed).toEqual([])
  })

  it('does not pass on invalid messages', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { protocol, message, passed } = lab()
    for (const text of ['{', 'null', '{"type":"offer"}']) protocol.transport.onMessage(text)
    expect(message).not.toHaveBeenCalled()
    expect(passed).toEqual([])
  })

  it('drops messages above its rate limit', () => {
    const { say, message, environment } = lab()
    for (let i = 0; i < 5000; i++) say({ type: 'playerCount', count: i })
    expect(message).toHaveBeenCalledTimes(1000)
    environment.advance(1000)
    for (let i = 0; i < 5000; i++) say({ type: 'playerCount', count: i })
    expect(message).toHaveBeenCalledTimes(1100)
  })

  it('reports the code of a close once', () => {
    const { drop, closed } = lab()
    drop(4005, 'No streamer connected')
    drop(1006)
    expect(closed.mock.calls).toEqual([[4005, 'No streamer connected']])
  })
})

describe('silence', () => {
  it('of a server that has answered leads to a close', () => {
    const { open, say, environment, closed, protocol } = lab()
    open()
    say({ type: 'pong', time: 0 })
    environment.advance(10_000)
    expect(closed).not.toHaveBeenCalled()
    environment.advance(5000)
    expect(closed.mock.calls).toEqual([[1006, '']])
    expect(protocol.disconnect).toHaveBeenCalled()
    expect(environment.timers).toBe(0)
  })

  it('ends with any message', () => {
    const { open, say, environment, closed } = lab()
    open()
    say({ type: 'pong', time: 0 })
    for (let i = 0; i < 10; i++) {
      environment.advance(5000)
      say({ type: 'playerCount', count: 1 })
    }
    expect(closed).not.toHaveBeenCalled()
  })

  it('while the page slept does not count', () => {
    const { open, say, environment, closed } = lab()
    open()
    say({ type: 'pong', time: 0 })
    environment.sleep(600_000)
    environment.advance(0)
    environment.advance(5000)
    expect(closed).not.toHaveBeenCalled()
    environment.advance(10_000)
    expect(closed).toHaveBeenCalledOnce()
  })

  it('of a server that never answers pings is ignored', () => {
    const { open, environment, closed, sent } = lab()
    open()
    environment.advance(60_000)
    expect(closed).not.toHaveBeenCalled()
    expect(sent).toHaveLength(13)
    expect(sent[0]).toMatchObject({ type: 'ping' })
  })
})

describe('our own close', () => {
  it('is followed by no event', () => {
    const { signalling, say, drop, message, closed, environment, open } = lab()
    open()
    signalling.close(4004, 'afk')
    say({ type: 'streamerList', ids: [] })
    drop(1000)
    signalling.send({ type: 'subscribe' })
    expect(message).not.toHaveBeenCalled()
    expect(closed).not.toHaveBeenCalled()
    expect(environment.timers).toBe(0)
  })

  it('sends its code and reason if browsers allow the code', () => {
    const { signalling, protocol } = lab()
    signalling.close(4004, 'afk')
    expect(protocol.disconnect).toHaveBeenCalledWith(4004, 'afk')
    const second = lab()
    second.signalling.close(1011, 'anything')
    expect(second.protocol.disconnect).toHaveBeenCalledWith(1000)
  })

  it('with a reason that is too long is sent without code and reason', () => {
    const { signalling, protocol } = lab()
    protocol.disconnect.mockImplementationOnce(() => {
      throw new DOMException('too long', 'SyntaxError')
    })
    signalling.close(4004, 'x'.repeat(500))
    expect(protocol.disconnect).toHaveBeenLastCalledWith()
  })
})

it('does not throw for a message before the socket is open', () => {
  const { signalling, protocol } = lab()
  protocol.sendMessage.mockImplementation(() => {
    throw new DOMException('connecting', 'InvalidStateError')
  })
  expect(() => signalling.send({ type: 'subscribe' })).not.toThrow()
})
