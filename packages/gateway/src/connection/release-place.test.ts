import { describe, expect, it, vi } from 'vitest'
import { connect } from './connect.fixture.ts'
import { assigned, fakeSockets, queued, settled } from '../channel/fake-socket.fixture.ts'
import { gateway } from '../gateway.ts'
import type { ServerMessage } from '../protocol/server-messages.ts'
import { createTestLink, manualEnvironment } from '@standby/core/testing'

const request = { type: 'request', app: 'showroom', ticket: 'ticket-2', resumeToken: 'token-1', media: ['x'] }

/** Releases a place without a connection, as in the pause between two attempts. */
async function released() {
  const environment = manualEnvironment()
  const sockets = fakeSockets()
  let asked = 0
  const source = gateway('wss://play.example.com', {
    app: 'showroom',
    ticket: () => `ticket-${++asked + 1}`,
    media: { x: () => ({ kind: 'x', id: 'x', connect: () => ({ close() {} }) }) },
    WebSocket: sockets.WebSocket,
  })
  source.release?.('token-1', environment)
  await settled()
  const isOver = () => sockets.open.length + environment.timers + environment.listeners === 0
  return { environment, sockets, isOver }
}

describe('the release of a place', () => {
  it.each<[string, ServerMessage]>([
    ['at a worker', assigned()],
    ['in the queue', queued(3)],
  ])('%s requests it with its token, and leaves at the answer', async (_, answer) => {
    const t = await released()
    t.sockets.last.accept().say({ type: 'welcome', heartbeatMs: 10_000 })
    expect(t.sockets.last.sent).toEqual([request])
    t.sockets.last.say(answer, { type: 'limit', remainingMs: 5000 })
    expect(t.sockets.last.sent).toEqual([request, { type: 'leave' }])
    expect(t.sockets.last.closedBy).toEqual({ code: 1000, reason: 'left' })
    expect(t.isOver()).toBe(true)
  })

  it.each([1006, 1013, 4006, 4007])('stops when the gateway closes with %i', async (code) => {
    const t = await released()
    t.sockets.last.drop(code)
    t.environment.advance(60_000)
    await settled()
    expect(t.sockets.made).toHaveLength(1)
    expect(t.isOver()).toBe(true)
  })

  it('takes max 20 s', async () => {
    const t = await released()
    t.environment.advance(19_999)
    expect(t.sockets.open).toHaveLength(1)
    t.environment.advance(1)
    expect(t.isOver()).toBe(true)
  })
})

describe('an end without an open socket', () => {
  const lost = async () => {
    const t = await connect()
    t.sockets.last.accept().say(assigned())
    t.sockets.last.drop(1006)
    return t
  }
  const sentOverNewSocket = async ({ sockets }: Awaited<ReturnType<typeof lost>>) => {
    await settled()
    const { last } = sockets
    last.accept().say(assigned())
    return last.sent.map((message) => (message.type === 'request' ? message.resumeToken : message.type))
  }

  it('releases the place over a separate socket while signalling is lost', async () => {
    const t = await lost()
    t.end()
    expect(await sentOverNewSocket(t)).toEqual(['token-1', 'leave'])
    expect(t.sockets.open).toEqual([])
    expect(t.link.lateEvents).toEqual([])
  })

  it('releases the place of an attempt whose socket is not open yet', async () => {
    const t = await connect({ link: { resumeToken: 'token-1', attempt: 2 } })
    t.end()
    expect(t.sockets.open).toEqual([])
    expect(await sentOverNewSocket(t)).toEqual(['token-1', 'leave'])
  })

  it('releases the place of an attempt whose code is still loading', async () => {
    vi.resetModules()
    const fresh = await import('../gateway.ts')
    const sockets = fakeSockets()
    const link = createTestLink({ resumeToken: 'token-1', attempt: 2 })
    const source = fresh.gateway('wss://play.example.com', {
      app: 'showroom',
      media: { x: () => ({ kind: 'x', id: 'x', connect: () => ({ close() {} }) }) },
      WebSocket: sockets.WebSocket,
    })
    source.connect(link).close(1000, 'left')
    link.abort()
    expect(fresh.connectionModule.loaded).toBeNull()
    await fresh.connectionModule.load()
    await settled()
    expect(sockets.made).toHaveLength(1)
    sockets.last.accept().say(assigned())
    expect(sockets.last.sent.map(({ type }) => type)).toEqual(['request', 'leave'])
    expect(sockets.open).toEqual([])
  })

  it.each(['retry', 'taken-over'])('opens no socket after a close for %s', async (reason) => {
    const t = await lost()
    t.end(1000, reason)
    await settled()
    expect(t.sockets.made).toHaveLength(1)
  })

  it('opens no socket without a token', async () => {
    const t = await connect()
    t.end()
    await settled()
    expect(t.sockets.made).toHaveLength(1)
  })

  it.each([1000, 4004, 4006, 4007, 4100])(
    'opens no socket after %i, when the place is gone',
    async (code) => {
      const t = await connect()
      t.sockets.last.accept().say(assigned())
      t.sockets.last.drop(code)
      t.end(code, 'ended')
      await settled()
      expect(t.sockets.made).toHaveLength(1)
    },
  )
})
