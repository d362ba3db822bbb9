import { afterEach, describe, expect, it, vi } from 'vitest'
import { connect, type Connected } from './connect.fixture.ts'
import { assigned, queued, settled } from './fake-socket.fixture.ts'

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
const opened: Connected[] = []
afterEach(() => {
  for (const one of opened.splice(0)) {
    // As before another attempt: an end gives the place back over a socket of its own (give-back.test.ts).
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

describe('asking for a place', () => {
  it('speaks the subprotocol, and sends the request as soon as the socket is open', async () => {
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

  it('says what it can play in the order it was given', async () => {
    const make = () => ({ kind: 'x', id: 'x', connect: () => ({ close() {} }) })
    const t = await open({ media: { whep: make, 'low-latency-hls': make, hls: make } })
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ media: ['whep', 'low-latency-hls', 'hls'] })
  })

  it('sends no ticket where there is none', async () => {
    const t = await open({ ticket: '' })
    t.sockets.last.accept()
    expect(t.sockets.last.last).not.toHaveProperty('ticket')
  })

  it('comes back with the token that the session kept', async () => {
    const t = await open({ link: { resumeToken: 'kept', intent: 'retry', attempt: 2 } })
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ resumeToken: 'kept' })
  })

  it('asks for address and ticket anew for each attempt', async () => {
    const url = vi.fn<() => Promise<string>>(() => Promise.resolve('ws://127.0.0.1:1'))
    const ticket = vi.fn<() => string>(() => 'fresh')
    const t = await open({ url, ticket, link: { attempt: 4 } })
    expect(url).toHaveBeenCalledWith({ attempt: 4, reason: 'connect' })
    expect(ticket).toHaveBeenCalledWith({ attempt: 4, reason: 'connect' })
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ ticket: 'fresh' })
  })

  it.each(['', '/session', 'https://play.example.com', 'not an address'])(
    'an address that is none, %j, cannot work',
    async (url) => {
      const t = await open({ url: () => url })
      expect(closedOf(t)).toEqual([{ type: 'closed', code: 1003, cause: 'invalid-url' }])
    },
  )

  it('an address that the browser refuses cannot work either', async () => {
    class Refusing {
      constructor() {
        throw new DOMException('insecure', 'SecurityError')
      }
    }
    const t = await open({ WebSocket: Refusing as never })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1003, cause: 'invalid-url' }])
  })

  it('a function of the application that fails is tried again', async () => {
    const t = await open({ ticket: () => Promise.reject(new Error('no')) })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1006, cause: 'source-error' }])
  })

  it('opens nothing where it was closed while it was asked', async () => {
    let give: (url: string) => void = () => {}
    const t = await open({ url: () => new Promise<string>((resolve) => (give = resolve)) })
    t.end()
    give('wss://play.example.com')
    await settled()
    expect(t.sockets.made).toEqual([])
  })
})

describe('a ticket that is refused', () => {
  it('is asked for once more where a function gives it', async () => {
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
  ])('once more %i ms later, after a place was given, makes %i sockets', async (ms, sockets) => {
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

  it('stays refused where it is a constant', async () => {
    const t = await open()
    t.sockets.last.accept().drop(1008, 'ticket-refused')
    await settled()
    expect(t.sockets.made).toHaveLength(1)
    expect(closedOf(t)).toMatchObject([{ code: 1008, cause: 'forbidden' }])
  })
})

describe('the queue', () => {
  it('is passed on with what keeps the place', async () => {
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

  it('shows an offer beside the position, and answers it by its id', async () => {
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

  it('takes an offer that is declined out of sight at once', async () => {
    const t = await open()
    t.sockets.last.accept().say(queued(1), { type: 'offered', offer: 'o-7', expiresInMs: 9000 })
    t.connection.command?.({ type: 'decline' })
    expect(t.sockets.last.last).toEqual({ type: 'decline', offer: 'o-7' })
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 1 })
  })

  it('answers no offer that was taken back or never made', async () => {
    const t = await open()
    t.sockets.last.accept()
    t.connection.command?.({ type: 'accept' })
    t.sockets.last.say({ type: 'offered', offer: 'o-7', expiresInMs: 9000 }, queued(5))
    t.connection.command?.({ type: 'accept' })
    t.connection.command?.({ type: 'decline' })
    expect(t.sockets.last.sent).toHaveLength(1)
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 5 })
  })

  it('is not what somebody with a worker is offered a place of', async () => {
    const t = await playing()
    t.sockets.last.say({ type: 'offered', offer: 'o-7', expiresInMs: 9000 })
    expect(typesOf(t)).toEqual(['assigned'])
  })

  it('that loses its socket is asked for again by the session', async () => {
    const t = await open()
    t.sockets.last.accept().say(queued(3, { resumeToken: 'place', resumeWindowMs: 5000 }))
    t.sockets.last.drop(1006)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1006, cause: 'network' }])
  })
})

describe('a worker', () => {
  it('is told with its token, and its media is made from the assignment', async () => {
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

  it('whose media nobody here plays ends the session', async () => {
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

  it('whose media cannot be made is an error of the page, once the gateway had its say', async () => {
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

  it('plays through the session: what the media says and samples is passed on', async () => {
    const t = await playing()
    t.media.emit({ type: 'progress', step: 'first-frame' }, { type: 'stalled', cause: 'network' })
    t.media.sampleStats({ at: 1, bitrate: 5 })
    expect(typesOf(t)).toEqual(['assigned', 'progress', 'stalled'])
    expect(t.link.samples.stats).toEqual([{ at: 1, bitrate: 5 }])
  })

  it('that is told again is the same one: only the token is new', async () => {
    const t = await playing()
    t.sockets.last.say(assigned('worker-1', { resumeToken: 'token-2' }))
    expect(t.media.connections).toHaveLength(1)
    expect(t.link.events.at(-1)).toEqual({ type: 'assigned', resumeToken: 'token-2' })
  })

  it('in place of another closes the media of the former, and keeps the picture in sight', async () => {
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

  it('that is taken away for the queue takes its media along', async () => {
    const t = await playing()
    t.sockets.last.say(queued(7))
    expect(t.media.last.closed).not.toBeNull()
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 7 })
    t.sockets.last.say(assigned('worker-1'))
    expect(t.media.connections).toHaveLength(2)
  })
})

describe('words for the session', () => {
  it('limits, countdowns, notices and messages come as they are', async () => {
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

  it('what belongs to a close comes with it, five minutes at most, and spread', async () => {
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
    'a close with %i comes with its code, whether media flows or not',
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

describe('what the viewer does', () => {
  it('activity and messages go to the gateway', async () => {
    const t = await playing()
    t.connection.command?.({ type: 'activity' })
    t.connection.command?.({ type: 'message', data: { hello: 1 } })
    expect(t.sockets.last.sent.slice(1)).toEqual([
      { type: 'activity' },
      { type: 'message', data: { hello: 1 } },
    ])
    expect(t.media.last.commands).toEqual([])
  })

  it('messages go to the media instead where that is asked for', async () => {
    const t = await playing({ messages: 'media' })
    t.connection.command?.({ type: 'message', data: 1 })
    expect(t.sockets.last.sent).toHaveLength(1)
    expect(t.media.last.commands).toEqual([{ type: 'message', data: 1 }])
  })

  it('input, microphone, quality and the rest go to the media', async () => {
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
    ['no JSON', () => {}],
    ['nothing', undefined],
    ['big', 1n],
  ])('a message that is %s is dropped, and the developer is told once', async (_, data) => {
    const t = await playing()
    t.connection.command?.({ type: 'message', data })
    expect(t.sockets.last.sent).toHaveLength(1)
    expect(warn.mock.calls.length).toBeLessThanOrEqual(1)
  })

  it('leaving is said before the close, so that the place is free at once', async () => {
    const t = await playing()
    t.end(1000, 'left')
    expect(t.sockets.last.last).toEqual({ type: 'leave' })
    expect(t.sockets.last.closedBy).toEqual({ code: 1000, reason: 'left' })
  })

  it.each([
    [4004, 'afk', { code: 4004, reason: 'afk' }],
    [4004, 'max-runtime', { code: 4004, reason: 'max-runtime' }],
    [1000, 'destroyed', { code: 1000, reason: 'destroyed' }],
    // Browsers would throw.
    [1003, 'ended', { code: 1000, reason: undefined }],
  ])('an end with %i %s gives the place back as well', async (code, reason, closedBy) => {
    const t = await playing()
    t.end(code, reason)
    expect(t.sockets.last.last).toEqual({ type: 'leave' })
    expect(t.sockets.last.closedBy).toEqual(closedBy)
    expect(t.media.last.closed).toEqual({ code, reason })
  })

  it.each(['retry', 'taken-over'])('a close for %s keeps the place', async (reason) => {
    const t = await playing()
    t.end(reason === 'retry' ? 1000 : 4100, reason)
    expect(t.sockets.last.sent.map(({ type }) => type)).not.toContain('leave')
    expect(t.sockets.last.closedBy).toEqual({ code: 1000, reason: undefined })
  })
})

describe('signalling that is lost while media flows', () => {
  it.each([1001, 1005, 1006, 1012, 1013])('with %i takes nothing away', async (code) => {
    const t = await playing()
    t.sockets.last.drop(code)
    expect(t.link.events.at(-1)).toEqual({ type: 'signalling', state: 'lost', code })
    expect(t.media.last.closed).toBeNull()
  })

  it('comes back to the same worker over a new socket', async () => {
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

  it('comes back with the newest token', async () => {
    const t = await playing()
    t.sockets.last.say(assigned('worker-1', { resumeToken: 'token-2' })).drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept()
    expect(t.sockets.last.last).toMatchObject({ type: 'request', resumeToken: 'token-2' })
  })

  it('stays once a new socket was answered, however little the gateway says then', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().say({ type: 'welcome', heartbeatMs: 60_000 }, assigned())
    t.environment.advance(60_000)
    expect(t.sockets.last.isOpen).toBe(true)
    expect(t.link.eventsOf('signalling').map(({ state }) => state)).toEqual(['lost', 'back'])
  })

  it('is told again as often as it fails, and asked for by nobody but the session', async () => {
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

  it('fails when a new socket gets no answer within 20 s', async () => {
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

  it('waits as long as the gateway asked to', async () => {
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

  it('and found with another worker goes on there', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().say(assigned('worker-2'))
    expect(t.link.eventsOf('assigned').map(({ replaced }) => replaced)).toEqual([undefined, true])
    expect(t.link.eventsOf('signalling').at(-1)).toEqual({ type: 'signalling', state: 'back' })
    expect(t.media.connections.map(({ closed }) => closed !== null)).toEqual([true, false])
  })

  it('and found in the queue waits there, without the media of before', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().say(queued(4))
    expect(t.media.last.closed).not.toBeNull()
    expect(t.link.events.at(-1)).toEqual({ type: 'queued', position: 4 })
  })

  it.each([4006, 4007, 1008])('and answered with %i is over, and the media with it', async (code) => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    t.sockets.last.accept().drop(code)
    expect(closedOf(t)).toMatchObject([{ code }])
  })

  it('without a token leaves the media alone: whoever asked would be given another worker', async () => {
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

  it('is not lost by media that has no signalling any more: then the session begins anew', async () => {
    const t = await playing()
    t.sockets.last.drop(1006)
    t.media.emit({ type: 'closed', code: 1013, cause: 'server' })
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1013, cause: 'server' }])
  })
})

describe('media that closes by itself', () => {
  it('is explained by the gateway, whose close wins', async () => {
    const t = await playing()
    t.media.emit({ type: 'closed', code: 1006, cause: 'network' })
    expect(closedOf(t)).toEqual([])
    t.environment.advance(1500)
    t.sockets.last.drop(4006)
    t.environment.advance(60_000)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 4006 }])
  })

  it('goes on where the gateway assigns a worker anew, even the same one', async () => {
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

  it('waits in the queue where the gateway says so', async () => {
    const t = await playing()
    t.media.emit({ type: 'closed', code: 1006 })
    t.sockets.last.say(queued(1))
    t.environment.advance(5000)
    expect(closedOf(t)).toEqual([])
  })

  it('ends with its own code where the gateway says nothing within two seconds', async () => {
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

describe('a gateway that goes away', () => {
  const draining = async (withinMs: number, chance: number) => {
    const t = await playing()
    t.environment.setRandom(chance)
    t.sockets.last.say({ type: 'draining', withinMs })
    await settled()
    return t
  }

  /** And the moment has come. */
  const left = async () => {
    const t = await draining(0, 0)
    t.environment.advance(100)
    await settled()
    return t
  }

  it.each([
    // Never at once: all who are sent away would come in one moment.
    [0, 100],
    [0.25, 7500],
    [0.999, 29_970],
  ])('is left at a moment of our own: chance %d, after %i ms', async (chance, after) => {
    const t = await draining(30_000, chance)
    t.environment.advance(after - 1)
    await settled()
    expect(t.sockets.made).toHaveLength(1)
    t.environment.advance(1)
    await settled()
    expect(t.sockets.made).toHaveLength(2)
  })

  it('is left once, however often it says so', async () => {
    const t = await draining(1000, 0.5)
    t.environment.advance(400)
    t.sockets.last.say({ type: 'draining', withinMs: 1000 }, { type: 'draining', withinMs: 60_000 })
    t.environment.advance(150)
    await settled()
    expect(t.sockets.made).toHaveLength(2)
  })

  it('is replaced without a word to the session; the older socket closes once the newer has the place', async () => {
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

  it('may be gone before the newer socket is answered: signalling is away, and comes back with it', async () => {
    const t = await left()
    const [older, newer] = t.sockets.made
    older?.drop(1012)
    t.connection.command?.({ type: 'reconnect' })
    await settled()
    expect(t.sockets.made).toHaveLength(2)
    newer?.accept().say(assigned('worker-1'))
    expect(t.link.eventsOf('signalling').map(({ state }) => state)).toEqual(['lost', 'back'])
  })

  it('keeps the older socket where the newer one fails', async () => {
    const t = await left()
    const [older, newer] = t.sockets.made
    newer?.drop(1006)
    older?.say({ type: 'notice', text: 'still here' })
    expect(typesOf(t)).toEqual(['assigned', 'notice'])
    older?.drop(1012)
    expect(t.link.events.at(-1)).toMatchObject({ type: 'signalling', state: 'lost', code: 1012 })
  })

  it('is over where both sockets fail', async () => {
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

  it('is not left without a token: there would be nothing to come back to', async () => {
    const t = await open()
    t.sockets.last.accept().say(queued(3), { type: 'draining', withinMs: 0 })
    await settled()
    t.environment.advance(5000)
    await settled()
    expect(t.sockets.made).toHaveLength(1)
  })
})

describe('heartbeats', () => {
  it('answers a ping at once, with its id', async () => {
    const t = await open()
    t.sockets.last.accept().say({ type: 'ping', id: 41 })
    expect(t.sockets.last.last).toEqual({ type: 'pong', id: 41 })
  })

  it('takes two heartbeats of silence for a lost socket, at the rhythm the gateway told', async () => {
    const t = await open()
    t.sockets.last.accept().say({ type: 'welcome', heartbeatMs: 2000 }, queued(1))
    t.environment.advance(3999)
    expect(closedOf(t)).toEqual([])
    t.environment.advance(1)
    expect(closedOf(t)).toEqual([{ type: 'closed', code: 1006, cause: 'network' }])
    expect(t.sockets.open).toEqual([])
  })

  it('takes a handshake that hangs for one as well', async () => {
    const t = await open()
    t.environment.advance(20_000)
    expect(closedOf(t)).toMatchObject([{ code: 1006 }])
  })

  it('keeps media that flows over a socket that fell silent in a sleep', async () => {
    const t = await playing()
    t.environment.sleep(3_600_000)
    t.environment.setVisible(false)
    t.environment.setVisible(true)
    expect(t.sockets.last.last).toEqual({ type: 'ping', id: 1 })
    t.environment.advance(5000)
    expect(t.link.events.at(-1)).toEqual({ type: 'signalling', state: 'lost', code: 1006 })
    expect(t.media.last.closed).toBeNull()
  })

  it('goes on where the gateway answers after a sleep', async () => {
    const t = await playing()
    t.environment.sleep(3_600_000)
    t.environment.trigger('resume')
    t.sockets.last.say({ type: 'pong', id: 1 })
    t.environment.advance(19_999)
    expect(typesOf(t)).toEqual(['assigned'])
  })
})

describe('a flood', () => {
  it('ends the session with 1008, and the developer is told', async () => {
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
    // Two came with the place.
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

it('says nothing more once it was closed, whatever still comes', async () => {
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
