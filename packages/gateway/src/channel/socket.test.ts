import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { fakeSockets } from './fake-socket.fixture.ts'
import { openSocket } from './socket.ts'

function open() {
  const environment = manualEnvironment()
  const sockets = fakeSockets()
  const host = { message: vi.fn<(message: object) => void>(), closed: vi.fn<(close: object) => void>() }
  const socket = openSocket({
    WebSocket: sockets.WebSocket,
    url: 'wss://play.example.com',
    environment,
    request: { type: 'request', app: 'showroom', media: ['whep'] },
    host,
  })
  return { environment, host, socket, wire: sockets.last }
}

describe('sending', () => {
  it('is refused before it is open and after it is closed', () => {
    const { socket, wire } = open()
    expect(socket.send({ type: 'activity' })).toBe(false)
    wire.accept()
    expect(socket.send({ type: 'activity' })).toBe(true)
    socket.close(1000)
    expect(socket.send({ type: 'activity' })).toBe(false)
    expect(wire.sent.map(({ type }) => type)).toEqual(['request', 'activity'])
  })

  it('survives a socket that throws', () => {
    const { socket, wire } = open()
    wire.accept()
    wire.send = () => {
      throw new Error('gone')
    }
    expect(socket.send({ type: 'leave' })).toBe(false)
  })
})

describe('messages for the socket itself', () => {
  it('are not passed on: welcome, ping, pong, closing', () => {
    const { host, wire } = open()
    wire
      .accept()
      .say(
        { type: 'welcome', heartbeatMs: 1000 },
        { type: 'ping', id: 1 },
        { type: 'pong', id: 2 },
        { type: 'closing' },
        { type: 'notice', text: 'hello' },
      )
    expect(host.message.mock.calls).toEqual([[{ type: 'notice', text: 'hello' }]])
  })
})

describe('closing', () => {
  it.each([
    [1000, 'left', { code: 1000, reason: 'left' }],
    [4004, 'afk', { code: 4004, reason: 'afk' }],
    // Browsers throw at these.
    [1011, 'ended', { code: 1000, reason: undefined }],
    [1006, undefined, { code: 1000, reason: undefined }],
  ])('with %i %s is sent with a code that browsers allow', (code, reason, closedBy) => {
    const { socket, wire, environment } = open()
    wire.accept()
    socket.close(code, reason)
    expect(wire.closedBy).toEqual(closedBy)
    expect(environment.timers).toBe(0)
    expect(environment.listeners).toBe(0)
  })

  it('with a reason that is too long still closes the socket', () => {
    const { socket, wire } = open()
    wire.accept()
    socket.close(4100, '€'.repeat(100))
    expect(wire.isOpen).toBe(false)
  })

  it('is followed by no event, also while the socket is still connecting', () => {
    const { socket, wire, host } = open()
    socket.close(1000)
    wire.readyState = 1
    wire.accept().say({ type: 'notice', text: 'late' })
    wire.drop(4000)
    expect(host.message).not.toHaveBeenCalled()
    expect(host.closed).not.toHaveBeenCalled()
    expect(wire.frames).toEqual([])
  })

  it('by the server is reported once, also after an error', () => {
    const { wire, host, environment } = open()
    wire.accept()
    wire.onerror?.({})
    wire.drop(1006)
    wire.onclose?.({ code: 1006, reason: '' })
    expect(host.closed.mock.calls).toEqual([[{ code: 1006, cause: 'network' }]])
    expect(environment.timers).toBe(0)
  })

  it('for silence is reported once, also when the socket closes later', () => {
    const { wire, host, environment } = open()
    wire.accept().say({ type: 'welcome', heartbeatMs: 1000 })
    environment.advance(2000)
    wire.onclose?.({ code: 1000, reason: '' })
    expect(host.closed.mock.calls).toEqual([[{ code: 1006, cause: 'network' }]])
  })
})

it('throws what the WebSocket constructor throws', () => {
  class Refusing {
    constructor() {
      throw new DOMException('bad', 'SyntaxError')
    }
  }
  const environment = manualEnvironment()
  const options = { url: 'wss://x', environment, request: { type: 'leave' }, host: {} as never } as const
  expect(() => openSocket({ ...options, WebSocket: Refusing as never })).toThrow('bad')
  expect(environment.timers + environment.listeners).toBe(0)
})
