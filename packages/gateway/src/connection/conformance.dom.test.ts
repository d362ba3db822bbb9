import { manualEnvironment, scriptedSource, sourceConformance } from '@standby/core/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { assigned, type FakeSocket, fakeSockets, queued } from '../channel/fake-socket.fixture.ts'
import { connectionModule, gateway } from '../gateway.ts'
import type { GatewayOptions } from '../options.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

const secret = 'eyJhbGciOi'
const url = `wss://me:${secret}@play.example.com/session?key=${secret}`

/** A gateway that treats every socket the same, after the socket was created. */
const source = (behave: (socket: FakeSocket) => void, options: Partial<GatewayOptions> = {}) =>
  gateway(url, {
    app: 'showroom',
    ticket: () => Promise.resolve(secret),
    media: { scripted: () => scriptedSource().source },
    WebSocket: fakeSockets((socket) => setTimeout(() => behave(socket))).WebSocket,
    ...options,
  })

const welcome = { type: 'welcome', heartbeatMs: 1000 } as const

describe.each([
  ['with a worker', () => source((socket) => socket.accept().say(welcome, assigned()))],
  [
    'with a queue and an offer',
    () =>
      source((socket) =>
        socket.accept().say(welcome, queued(2), { type: 'offered', offer: 'o', expiresInMs: 5000 }),
      ),
  ],
  [
    'with a gateway that drains',
    () => source((socket) => socket.accept().say(welcome, assigned(), { type: 'draining', withinMs: 50 })),
  ],
  ['with signalling that is lost', () => source((socket) => socket.accept().say(assigned()).drop(1006))],
  ['with a gateway that refuses', () => source((socket) => socket.accept().drop(1008, 'ticket-refused'))],
  ['with an unreachable gateway', () => source((socket) => socket.drop(1006))],
  ['with a handshake that hangs', () => source(() => {})],
  ['with invalid JSON', () => source((socket) => socket.accept().frame('{'))],
  [
    'with media that fails',
    () => {
      const { source: media, script } = scriptedSource()
      script.onConnect(({ emit }) => emit({ type: 'closed', code: 1006 }))
      return source((socket) => socket.accept().say(assigned()), { media: { scripted: () => media } })
    },
  ],
  [
    'with an invalid address',
    () => gateway(() => 'nowhere', { app: 'showroom', media: { scripted: () => scriptedSource().source } }),
  ],
])('the source contract, %s', (_, makeSource) => {
  for (const { name, run } of sourceConformance(makeSource, {
    environment: () => manualEnvironment(),
    secrets: [secret],
  }))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
