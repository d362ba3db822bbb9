import { afterEach, describe, expect, it, vi } from 'vitest'
import { connect, type Connected } from './connect.fixture.ts'
import { assigned, queued, settled } from '../channel/fake-socket.fixture.ts'

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
const opened: Connected[] = []
afterEach(() => {
  for (const one of opened.splice(0)) {
    // Closed for a retry: any other end would release the place over a separate socket (release-place.test.ts).
    one.end(1000, 'retry')
    expect(one.environment.timers, 'timers after the end').toBe(0)
    expect(one.environment.listeners, 'listeners after the end').toBe(0)
    expect(one.sockets.open, 'sockets after the end').toEqual([])
    expect(one.link.lateEvents).toEqual([])
    expect(one.media.connections.every(({ closed }) => closed !== null)).toBe(true)
  }
  warn.mockClear()
})

const open = async (options: Parameters<typeof connect>[0] = {}) => {
  const connected = await connect(options)
  opened.push(connected)
  return connected
}
/** With a worker, and media open. */
const playing = async (options: Parameters<typeof connect>[0] = {}) => {
  const t = await open(options)
  t.sockets.last.accept().say({ type: 'welcome', heartbeatMs: 10_000 }, assigned())
  return t
}
const typesOf = ({ link }: Connected) => link.events.map(({ type }) => type)
const closedOf = ({ link }: Connected) => link.eventsOf('closed')

describe('the request for a place', () => {
  it('is sent over the subprotocol as soon as the socket is open', async () => {
    const t = await open()
    expect(t.sockets.last).toMatchObject({
      url: 'wss://play.example.com/session',
      protocol: 'standby.v1',
      frames: [],
    })
    t.sockets.last.accept()
    expect(t.sockets.last.sent).toEqual([
      { type: 'request', app: 'showroom', ticket: 'ticket-secret', media: ['scripted'] },
    ])
  })

  it('lists the media kinds in the order of the option', async () => {
    const make = () => ({ kind: 'x', id: 'x', connect: () => ({ close() {} }) })
    const t = await open({ media: { whep: make, 'low-latency-hls': make, hls: make } })
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ media: ['whep', 'low-latency-hls', 'hls'] })
  })

  it('has no ticket if the ticket is empty', async () => {
    const t = await open({ ticket: '' })
    t.sockets.last.accept()
    expect(t.sockets.last.last).not.toHaveProperty('ticket')
  })

  it('has the resume token of the session', async () => {
    const t = await open({ link: { resumeToken: 'kept', intent: 'retry', attempt: 2 } })
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ resumeToken: 'kept' })
  })

  it('has the address and the ticket that the functions return for this attempt', async () => {
    const url = vi.fn<() => Promise<string>>(() => Promise.resolve('ws://127.0.0.1:1'))
    const ticket = vi.fn<() => string>(() => 'fresh')
    const t = await open({ url, ticket, link: { attempt: 4 } })
    expect(url).toHaveBeenCalledWith({ attempt: 4, reason: 'connect' })
    expect(ticket).toHaveBeenCalledWith({ attempt: 4, reason: 'connect' })
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ ticket: 'fresh' })
  })

  it.each(['', '/session', 'https://play.example.com', 'not an address'])(
    'fails with invalid-url for the address %j',
    async (url) => {
      const t = await open({ url: () => url })
      expect(closedOf(t)).toEqual([{ type: 'closed', code: 1003, cause: 'invalid-url' }])
    },
  )

  it('fails with invalid-url for an address that the browser refuses', async () => {
    class Refusing {
      constructor() {
        throw new DOMException('insecure', 'SecurityError')
      }
    }
    const t = await open({ WebSocket: Refusing as never })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1003, cause: 'invalid-url' }])
  })

  it('fails with 1006, which is retried, when a function of the application rejects', async () => {
    const t = await open({ ticket: () => Promise.reject(new Error('no')) })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1006, cause: 'source-error' }])
  })

  it('opens no socket when the connection closes before the address is known', async () => {
    let give: (url: string) => void = () => {}
    const t = await open({ url: () => new Promise<string>((resolve) => (give = resolve)) })
    t.end()
    give('wss://play.example.com')
    await settled()
    expect(t.sockets.made).toEqual([])
  })
})

describe('a refused ticket', () => {
  it('is renewed once if it is a function', async () => {
    const ticket = vi.fn<(why: { reason: string }) => string>(({ reason }) => reason)
    const t = await open({ ticket })
    t.sockets.last.accept().drop(1008, 'ticket-refused')
    await settled()
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ ticket: 'expired' })
    t.sockets.last.drop(1008, 'ticket-refused')
    await settled()
    expect(t.sockets.made).toHaveLength(2)
    expect(closedOf(t)).toEqual([
      { type: 'closed', code: 1008, reason: 'ticket-refused', cause: 'forbidden' },
    ])
  })

  it.each([
    [9999, 2],
    [10_000, 3],
  ])('that is refused again %i ms after its renewal leads to %i sockets', async (ms, sockets) => {
    const t = await open({ ticket: ({ reason }) => reason })
    t.sockets.last.accept().drop(1008, 'ticket-refused')
    await settled()
    t.sockets.last.accept().say(assigned())
    t.environment.advance(ms)
    t.sockets.last.drop(1008, 'ticket-refused')
    await settled()
    expect(t.sockets.made).toHaveLength(sockets)
    expect(closedOf(t)).toHaveLength(sockets === 2 ? 1 : 0)
  })

  it('is not sent again if it is a constant', async () => {
    const t = await open()
    t.sockets.last.accept().drop(1008, 'ticket-refused')
    await settled()
    expect(t.sockets.made).toHaveLength(1)
    expect(closedOf(t)).toMatchObject([{ code: 1008, cause: 'forbidden' }])
  })
})

describe('the queue', () => {
  it('is passed on with its resume token', async () => {
    const t = await open()
    t.sockets.last
      .accept()
      .say(queued(3, { length: 9, etaMs: 40_000, resumeToken: 'place', resumeWindowMs: 5000 }), queued(2))
    expect(t.link.events).toEqual([
      {
        type: 'queued',
        position: 3,
        length: 9,
        etaMs: 40_000,
        resumeToken: 'place',
        resumeWindowMs: 5000,
      },
      { type: 'queued', position: 2 },
    ])
  })

  it('shows an offer with the position, and answers it with its id', async () => {
    const t = await open()
    t.sockets.last
      .accept()
      .say(queued(1, { length: 4 }), { type: 'offered', offer: 'o-7', expiresInMs: 9000 })
    expect(t.link.events.at(-1)).toEqual({
      type: 'queued',
      position: 1,
      length: 4,
      offer: { expiresInMs: 9000 },
    })
    t.connection.command?.({ type: 'accept' })
    t.connection.command?.({ type: 'accept' })
    expect(t.sockets.last.sent.slice(1)).toEqual([{ type: 'accept', offer: 'o-7' }])
  })

  it('removes a declined offer at once', async () => {
    const t = await open()
    t.sockets.last.accept().say(queued(1), { type: 'offered', offer: 'o-7', expiresInMs: 9000 })
    t.connection.command?.({ type: 'decline' })
    expect(t.sockets.last.last).toEqual({ type: 'decline', offer: 'o-7' })
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 1 })
  })

  it('answers no offer that was withdrawn or never made', async () => {
    const t = await open()
    t.sockets.last.accept()
    t.connection.command?.({ type: 'accept' })
    t.sockets.last.say({ type: 'offered', offer: 'o-7', expiresInMs: 9000 }, queued(5))
    t.connection.command?.({ type: 'accept' })
    t.connection.command?.({ type: 'decline' })
    expect(t.sockets.last.sent).toHaveLength(1)
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 5 })
  })

  it('shows no offer to a viewer who has a worker', async () => {
    const t = await playing()
    t.sockets.last.say({ type: 'offered', offer: 'o-7', expiresInMs: 9000 })
    expect(typesOf(t)).toEqual(['assigned'])
  })

  it('ends with a loss, which is retried, when its socket drops', async () => {
    const t = await open()
    t.sockets.last.accept().say(queued(3, { resumeToken: 'place', resumeWindowMs: 5000 }))
    t.sockets.last.drop(1006)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1006, cause: 'network' }])
  })
})

describe('a worker', () => {
  it('is passed on with its token, and its media is created from the assignment', async () => {
    const t = await open()
    const iceServers = [{ urls: ['turn:turn.example.com'], username: 'u', credential: 'c' }]
    const message = assigned()
    t.sockets.last.accept().say({
      ...message,
      ...(message.type === 'assigned' && { media: { ...message.media, iceServers } }),
    } as typeof message)
    expect(t.link.events).toEqual([{ type: 'assigned', resumeToken: 'token-1', resumeWindowMs: 15_000 }])
    expect(t.assignments).toEqual([
      {
        kind: 'scripted',
        url: 'https://media.example.com/worker-1',
        token: 'media-secret',
        iceServers,
      },
    ])
  })

  it('with an unknown media kind ends the session', async () => {
    const t = await open()
    const message = assigned()
    for (const kind of ['whep', 'constructor']) {
      t.sockets.last
        .accept()
        .say({ ...message, media: { kind, url: 'https://x.example.com' } } as typeof message)
      expect(closedOf(t).at(-1)).toEqual({ type: 'closed', code: 1003, cause: 'unsupported' })
    }
    expect(t.media.connections).toHaveLength(0)
  })

  it('whose media factory throws ends the session with source-error after 2 s', async () => {
    const report = vi.fn<(error: unknown) => void>()
    vi.stubGlobal('reportError', report)
    const t = await open({
      media: {
        scripted: () => {
          throw new Error('no such package')
        },
      },
    })
    t.sockets.last.accept().say(assigned())
    t.environment.advance(2000)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1011, cause: 'source-error' }])
    expect(report).toHaveBeenCalledOnce()
    vi.unstubAllGlobals()
  })

  it('has media whose events and samples are passed on', async () => {
    const t = await playing()
    t.media.emit({ type: 'progress', step: 'first-frame' }, { type: 'stalled', cause: 'network' })
    t.media.sampleStats({ at: 1, bitrate: 5 })
    expect(typesOf(t)).toEqual(['assigned', 'progress', 'stalled'])
    expect(t.link.samples.stats).toEqual([{ at: 1, bitrate: 5 }])
  })

  it('that is assigned again keeps its media and updates the token', async () => {
    const t = await playing()
    t.sockets.last.say(assigned('worker-1', { resumeToken: 'token-2' }))
    expect(t.media.connections).toHaveLength(1)
    expect(t.link.events.at(-1)).toEqual({ type: 'assigned', resumeToken: 'token-2' })
  })

  it('that replaces another closes the media of the other, and keeps the last frame', async () => {
    const t = await playing()
    const hold = vi.fn<() => void>()
    const surface = { video: {} as HTMLVideoElement, container: {} as HTMLElement, hold }
    t.connection.attach?.(surface)
    t.sockets.last.say(assigned('worker-2', { resumeToken: 'token-2' }))
    expect(t.link.events.at(-1)).toEqual({ type: 'assigned', resumeToken: 'token-2', replaced: true })
    expect(hold).toHaveBeenCalledOnce()
    expect(t.media.connections.map(({ closed }) => closed !== null)).toEqual([true, false])
    expect(t.media.last.surfaces).toEqual([surface])
  })

  it('that is replaced by the queue closes its media', async () => {
    const t = await playing()
    t.sockets.last.say(queued(7))
    expect(t.media.last.closed).not.toBeNull()
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 7 })
    t.sockets.last.say(assigned('worker-1'))
    expect(t.media.connections).toHaveLength(2)
  })
})

describe('the gateway', () => {
  it('has its limits, countdowns, notices and messages passed on unchanged', async () => {
    const t = await playing()
    const text = '<script>alert(1)</script>'
    t.sockets.last.say(
      { type: 'limit', remainingMs: 60_000 },
      { type: 'limit', remainingMs: null },
      { type: 'afk', remainingMs: 30_000 },
      { type: 'afk', remainingMs: null },
      { type: 'notice', text },
      { type: 'message', data: { any: ['thing'] } },
    )
    expect(t.link.events.slice(1)).toEqual([
      { type: 'limit', remainingMs: 60_000 },
      { type: 'limit', remainingMs: null },
      { type: 'afk', remainingMs: 30_000 },
      { type: 'afk', remainingMs: null },
      { type: 'notice', text },
      { type: 'message', data: { any: ['thing'] } },
    ])
  })

  it('can ask for a wait with its close, max five minutes, and the wait is spread', async () => {
    for (const [chance, asked, waits] of [
      [0, 4000, 4000],
      [0.5, 4000, 5000],
      [0, 86_400_000, 300_000],
    ] as const) {
      const t = await open()
      t.environment.setRandom(chance)
      t.sockets.last.accept().say({ type: 'closing', retryAfterMs: asked }).drop(1013, 'overload')
      expect(closedOf(t)).toEqual([
        { type: 'closed', code: 1013, reason: 'overload', cause: 'server', retryAfterMs: waits },
      ])
    }
  })

  it.each([1000, 1005, 1008, 1011, 4000, 4001, 4002, 4003, 4005, 4006, 4007, 4100, 4567])(
    'ends the session with its close code %i, with and without media',
    async (code) => {
      const waiting = await open()
      waiting.sockets.last.accept().drop(code)
      expect(closedOf(waiting)).toMatchObject([{ code }])
      if (code === 1005) return
      const t = await playing()
      t.sockets.last.drop(code)
      expect(closedOf(t)).toMatchObject([{ code }])
    },
  )
})

describe('a command of the viewer', () => {
  it('goes to the gateway if it is activity or a message', async () => {
    const t = await playing()
    t.connection.command?.({ type: 'activity' })
    t.connection.command?.({ type: 'message', data: { hello: 1 } })
    expect(t.sockets.last.sent.slice(1)).toEqual([
      { type: 'activity' },
      { type: 'message', data: { hello: 1 } },
    ])
    expect(t.media.last.commands).toEqual([])
  })

  it('goes to the media if it is a message and the option messages is media', async () => {
    const t = await playing({ messages: 'media' })
    t.connection.command?.({ type: 'message', data: 1 })
    expect(t.sockets.last.sent).toHaveLength(1)
    expect(t.media.last.commands).toEqual([{ type: 'message', data: 1 }])
  })

  it('goes to the media if it is input, microphone, quality or seek', async () => {
    const t = await playing()
    const commands = [
      { type: 'input', event: { type: 'text', value: 'a' } },
      { type: 'microphone', on: true },
      { type: 'quality', id: 'auto' },
      { type: 'seek-to-live' },
    ] as const
    for (const command of commands) t.connection.command?.(command)
    expect(t.media.last.commands).toEqual(commands)
    expect(t.sockets.last.sent).toHaveLength(1)
  })

  it.each([
    ['too large', 'a'.repeat(16_384)],
    ['a function', () => {}],
    ['undefined', undefined],
    ['a bigint', 1n],
  ])('is dropped with one warning if it is a message that is %s', async (_, data) => {
    const t = await playing()
    t.connection.command?.({ type: 'message', data })
    expect(t.sockets.last.sent).toHaveLength(1)
    expect(warn.mock.calls.length).toBeLessThanOrEqual(1)
  })

  it('to leave is sent before the close, so that the place is free at once', async () => {
    const t = await playing()
    t.end(1000, 'left')
    expect(t.sockets.last.last).toEqual({ type: 'leave' })
    expect(t.sockets.last.closedBy).toEqual({ code: 1000, reason: 'left' })
  })

  it.each([
    [4004, 'afk', { code: 4004, reason: 'afk' }],
    [4004, 'max-runtime', { code: 4004, reason: 'max-runtime' }],
    [1000, 'destroyed', { code: 1000, reason: 'destroyed' }],
    // Browsers throw for 1003.
    [1003, 'ended', { code: 1000, reason: undefined }],
  ])('that ends with %i %s releases the place too', async (code, reason, closedBy) => {
    const t = await playing()
    t.end(code, reason)
    expect(t.sockets.last.last).toEqual({ type: 'leave' })
    expect(t.sockets.last.closedBy).toEqual(closedBy)
    expect(t.media.last.closed).toEqual({ code, reason })
  })

  it.each(['retry', 'taken-over'])('keeps the place if the close is for %s', async (reason) => {
    const t = await playing()
    t.end(reason === 'retry' ? 1000 : 4100, reason)
    expect(t.sockets.last.sent.map(({ type }) => type)).not.toContain('leave')
    expect(t.sockets.last.closedBy).toEqual({ code: 1000, reason: undefined })
  })
})

describe('signalling that is lost while media flows', () => {
  it.each([1001, 1005, 1006, 1012, 1013])('with %i does not end the media', async (code) => {
    const t = await playing()
    t.sockets.last.drop(code)
    expect(t.link.events.at(-1)).toEqual({ type: 'signalling', state: 'lost', code })
    expect(t.media.last.closed).toBeNull()
  })

  it('is restored to the same worker over a new socket', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    expect(t.sockets.made).toHaveLength(2)
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ type: 'request', resumeToken: 'token-1' })
    t.sockets.last.say(assigned('worker-1', { resumeToken: 'token-2', resumeWindowMs: 15_000 }))
    expect(t.link.events.slice(-2)).toEqual([
      { type: 'signalling', state: 'back' },
      { type: 'assigned', resumeToken: 'token-2', resumeWindowMs: 15_000 },
    ])
    expect(t.media.connections).toHaveLength(1)
    expect(t.media.last.closed).toBeNull()
  })

  it('is restored with the newest token', async () => {
    const t = await playing()
    t.sockets.last.say(assigned('worker-1', { resumeToken: 'token-2' })).drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ type: 'request', resumeToken: 'token-2' })
  })

  it('stays restored after the answer, also if the gateway is silent for 60 s', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().say({ type: 'welcome', heartbeatMs: 60_000 }, assigned())
    t.environment.advance(60_000)
    expect(t.sockets.last.isOpen).toBe(true)
    expect(t.link.eventsOf('signalling').map(({ state }) => state)).toEqual(['lost', 'back'])
  })

  it('is reported again at each failure, and only reconnects at the command of the session', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    for (let attempt = 0; attempt < 3; attempt++) {
      t.connection.command?.({ type: 'reconnect' })
      t.connection.command?.({ type: 'reconnect' })
      await settled()
      expect(t.sockets.made).toHaveLength(attempt + 2)
      t.sockets.last.drop(1006)
      t.environment.advance(60_000)
      await settled()
    }
    expect(t.link.eventsOf('signalling')).toHaveLength(4)
    expect(closedOf(t)).toEqual([])
  })

  it('is lost again when a new socket gets no answer within 20 s', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().say({ type: 'welcome', heartbeatMs: 60_000 })
    t.environment.advance(19_999)
    expect(t.link.eventsOf('signalling')).toHaveLength(1)
    t.environment.advance(1)
    expect(t.link.eventsOf('signalling')).toHaveLength(2)
    expect(t.sockets.open).toEqual([])
  })

  it('reconnects after the wait that the gateway asked for', async () => {
    const t = await playing()
    t.environment.setRandom(0)
    t.sockets.last.say({ type: 'closing', retryAfterMs: 8000 }).drop(1012)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.environment.advance(7999)
    await settled()
    expect(t.sockets.made).toHaveLength(1)
    t.environment.advance(1)
    await settled()
    expect(t.sockets.made).toHaveLength(2)
  })

  it('and restored with another worker continues there', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().say(assigned('worker-2'))
    expect(t.link.eventsOf('assigned').map(({ replaced }) => replaced)).toEqual([undefined, true])
    expect(t.link.eventsOf('signalling').at(-1)).toEqual({ type: 'signalling', state: 'back' })
    expect(t.media.connections.map(({ closed }) => closed !== null)).toEqual([true, false])
  })

  it('and restored in the queue closes the media and waits there', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().say(queued(4))
    expect(t.media.last.closed).not.toBeNull()
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 4 })
  })

  it.each([4006, 4007, 1008])('and answered with %i ends the session', async (code) => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().drop(code)
    expect(closedOf(t)).toMatchObject([{ code }])
  })

  it('without a token does not reconnect, because another worker would be assigned', async () => {
    const t = await open()
    t.sockets.last.accept().say(assigned('worker-1', {}))
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    expect(t.sockets.made).toHaveLength(1)
    expect(t.media.last.closed).toBeNull()
    t.media.emit({ type: 'closed', code: 1006, cause: 'network' })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1006, cause: 'network' }])
  })

  it('ends the session at once when the media closes too', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.media.emit({ type: 'closed', code: 1013, cause: 'server' })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1013, cause: 'server' }])
  })
})

describe('media that closes by itself', () => {
  it('ends the session with the close of the gateway if one follows', async () => {
    const t = await playing()
    t.media.emit({ type: 'closed', code: 1006, cause: 'network' })
    expect(closedOf(t)).toEqual([])
    t.environment.advance(1500)
    t.sockets.last.drop(4006)
    t.environment.advance(60_000)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 4006 }])
  })

  it('is replaced when the gateway assigns a worker, even the same one', async () => {
    const t = await playing()
    t.media.emit({ type: 'closed', code: 1006, cause: 'network' })
    t.environment.advance(1500)
    t.sockets.last.say(assigned('worker-1'))
    t.environment.advance(2000)
    expect(closedOf(t)).toEqual([])
    expect(t.link.eventsOf('assigned').map(({ replaced }) => replaced)).toEqual([undefined, true])
    expect(t.media.connections).toHaveLength(2)
    expect(t.media.last.closed).toBeNull()
  })

  it('does not end the session when the gateway sends the queue', async () => {
    const t = await playing()
    t.media.emit({ type: 'closed', code: 1006 })
    t.sockets.last.say(queued(1))
    t.environment.advance(5000)
    expect(closedOf(t)).toEqual([])
  })

  it('ends the session with its own code if the gateway sends nothing within 2 s', async () => {
    const t = await playing()
    t.media.emit({ type: 'closed', code: 1003, cause: 'decoder' })
    t.environment.advance(1999)
    expect(closedOf(t)).toEqual([])
    t.environment.advance(1)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1003, cause: 'decoder' }])
    t.end(1003, 'ended')
    expect(t.sockets.last.last).toEqual({ type: 'leave' })
  })
})

describe('a draining gateway', () => {
  const draining = async (withinMs: number, chance: number) => {
    const t = await playing()
    t.environment.setRandom(chance)
    t.sockets.last.say({ type: 'draining', withinMs })
    await settled()
    return t
  }

  /** Drains, and the time of the move has come. */
  const left = async () => {
    const t = await draining(0, 0)
    t.environment.advance(100)
    await settled()
    return t
  }

  it.each([
    // Never at once: otherwise all clients would move at the same time.
    [0, 100],
    [0.25, 7500],
    [0.999, 29_970],
  ])('is left at a random time: with the random number %d after %i ms', async (chance, after) => {
    const t = await draining(30_000, chance)
    t.environment.advance(after - 1)
    await settled()
    expect(t.sockets.made).toHaveLength(1)
    t.environment.advance(1)
    await settled()
    expect(t.sockets.made).toHaveLength(2)
  })

  it('is left once, however many draining messages it sends', async () => {
    const t = await draining(1000, 0.5)
    t.environment.advance(400)
    t.sockets.last.say({ type: 'draining', withinMs: 1000 }, { type: 'draining', withinMs: 60_000 })
    t.environment.advance(150)
    await settled()
    expect(t.sockets.made).toHaveLength(2)
  })

  it('is replaced without an event, and the older socket closes once the newer has the place', async () => {
    const t = await left()
    const [older, newer] = t.sockets.made
    newer?.accept().say({ type: 'welcome', heartbeatMs: 10_000 })
    expect(newer?.last).toMatchObject({ resumeToken: 'token-1' })
    expect(older?.isOpen).toBe(true)
    newer?.say(assigned('worker-1'))
    expect(older?.closedBy).toEqual({ code: 1000, reason: undefined })
    expect(older?.sent.map(({ type }) => type)).not.toContain('leave')
    expect(typesOf(t)).toEqual(['assigned', 'assigned'])
    t.connection.command?.({ type: 'activity' })
    expect(newer?.last).toEqual({ type: 'activity' })
  })

  it('may close the older socket as taken over before it answers on the newer', async () => {
    const t = await left()
    const [older, newer] = t.sockets.made
    newer?.accept()
    older?.drop(4100)
    newer?.say(assigned('worker-1'))
    expect(typesOf(t)).toEqual(['assigned', 'assigned'])
  })

  it('may be gone before the newer socket is answered, which restores lost signalling', async () => {
    const t = await left()
    const [older, newer] = t.sockets.made
    older?.drop(1012)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    expect(t.sockets.made).toHaveLength(2)
    newer?.accept().say(assigned('worker-1'))
    expect(t.link.eventsOf('signalling').map(({ state }) => state)).toEqual(['lost', 'back'])
  })

  it('keeps the older socket when the newer one fails', async () => {
    const t = await left()
    const [older, newer] = t.sockets.made
    newer?.drop(1006)
    older?.say({ type: 'notice', text: 'still here' })
    expect(typesOf(t)).toEqual(['assigned', 'notice'])
    older?.drop(1012)
    expect(t.link.events.at(-1)).toMatchObject({ type: 'signalling', state: 'lost', code: 1012 })
  })

  it('ends the connection when both sockets fail', async () => {
    const t = await open()
    t.environment.setRandom(0)
    t.sockets.last.accept().say(queued(3, { resumeToken: 'place' }), { type: 'draining', withinMs: 100 })
    t.environment.advance(100)
    await settled()
    const [older, newer] = t.sockets.made
    older?.drop(1012)
    expect(closedOf(t)).toEqual([])
    newer?.drop(1006)
    expect(closedOf(t)).toMatchObject([{ code: 1006 }])
  })

  it('is not left without a token', async () => {
    const t = await open()
    t.sockets.last.accept().say(queued(3), { type: 'draining', withinMs: 0 })
    await settled()
    t.environment.advance(5000)
    await settled()
    expect(t.sockets.made).toHaveLength(1)
  })
})

describe('a heartbeat', () => {
  it('is answered at once, with the id of the ping', async () => {
    const t = await open()
    t.sockets.last.accept().say({ type: 'ping', id: 41 })
    expect(t.sockets.last.last).toEqual({ type: 'pong', id: 41 })
  })

  it('that is missing twice, at the interval of the gateway, means a lost socket', async () => {
    const t = await open()
    t.sockets.last.accept().say({ type: 'welcome', heartbeatMs: 2000 }, queued(1))
    t.environment.advance(3999)
    expect(closedOf(t)).toEqual([])
    t.environment.advance(1)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1006, cause: 'network' }])
    expect(t.sockets.open).toEqual([])
  })

  it('that is missing during the handshake means a lost socket', async () => {
    const t = await open()
    t.environment.advance(20_000)
    expect(closedOf(t)).toMatchObject([{ code: 1006 }])
  })

  it('that is missing after a sleep does not end the media', async () => {
    const t = await playing()
    t.environment.sleep(3_600_000)
    t.environment.setVisible(false)
    t.environment.setVisible(true)
    expect(t.sockets.last.last).toEqual({ type: 'ping', id: 1 })
    t.environment.advance(5000)
    expect(t.link.events.at(-1)).toEqual({ type: 'signalling', state: 'lost', code: 1006 })
    expect(t.media.last.closed).toBeNull()
  })

  it('that comes after a sleep keeps the socket', async () => {
    const t = await playing()
    t.environment.sleep(3_600_000)
    t.environment.trigger('resume')
    t.sockets.last.say({ type: 'pong', id: 1 })
    t.environment.advance(19_999)
    expect(typesOf(t)).toEqual(['assigned'])
  })
})

describe('a flood', () => {
  it('ends the session with 1008 and a warning', async () => {
    const t = await playing()
    for (let i = 0; i < 1010; i++) t.sockets.last.say({ type: 'afk', remainingMs: null })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1008, cause: 'server' }])
    expect(t.sockets.open).toEqual([])
    expect(warn).toHaveBeenCalledOnce()
  })

  it('is more than 1000 messages at once and 200 a second after them', async () => {
    const t = await playing()
    const say = (messages: number) => {
      for (let i = 0; i < messages; i++) t.sockets.last.say({ type: 'afk', remainingMs: null })
    }
    // Two messages came before.
    say(998)
    for (let second = 0; second < 10; second++) {
      t.environment.advance(1000)
      say(200)
    }
    expect(closedOf(t)).toEqual([])
    say(1)
    expect(closedOf(t)).toMatchObject([{ code: 1008 }])
  })
})

it('emits nothing after its close', async () => {
  const t = await playing()
  t.end()
  t.sockets.last.readyState = 1
  t.sockets.last.say(queued(1)).drop(4000)
  t.connection.command?.({ type: 'reconnect' })
  await settled()
  t.environment.advance(60_000)
  expect(t.link.lateEvents).toEqual([])
  expect(t.sockets.made).toHaveLength(1)
})
