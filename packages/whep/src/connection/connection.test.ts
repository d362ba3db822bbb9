import { createTestLink } from '@standby/core/testing'
import type { SourceLink } from '@standby/core/source'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakePeer, stubWebRtc } from '../peer/fake-peer.fixture.ts'
import { accepted, type Asked, endpoint, refusal, server, settle } from '../resource/http.fixture.ts'
import type { WhepOptions } from '../options.ts'
import { connectionModule, whep } from '../whep.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

let made: FakePeer[]
beforeEach(() => {
  made = stubWebRtc()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

type Answer = (asked: Asked) => Response | Promise<Response>
const offers =
  (answer: Answer): Answer =>
  (asked) =>
    /PATCH|DELETE/.test(asked.init.method ?? '') ? new Response(null, { status: 204 }) : answer(asked)

async function open(
  options: Partial<WhepOptions> = {},
  answer: Answer = () => accepted(),
  link: Partial<Pick<SourceLink, 'intent' | 'attempt' | 'assignment'>> = {},
) {
  const { environment, asked, of } = server(offers(answer))
  const testLink = createTestLink({ environment, ...link })
  const connection = whep({ url: endpoint, ...options }).connect(testLink)
  await settle()
  return {
    environment,
    asked,
    of,
    link: testLink,
    connection,
    peer: made[0]!,
    closed: () => testLink.eventsOf('closed')[0],
    end() {
      connection.close(1000)
      testLink.abort()
    },
  }
}

describe('a source', () => {
  it('has an id without a query, and opens nothing', () => {
    expect(whep({ url: `${endpoint}?token=secret` })).toMatchObject({ kind: 'whep', id: `whep:${endpoint}` })
    expect(whep({ url: () => endpoint, id: 'main stage' }).id).toBe('main stage')
    expect(made).toEqual([])
  })
})

describe('a start', () => {
  it('emits assigned, then transport, then first-frame', async () => {
    const { link, peer } = await open()
    expect(link.events).toEqual([{ type: 'assigned' }, { type: 'progress', step: 'transport' }])
    peer.become('connecting')
    peer.become('connected')
    expect(link.events.at(-1)).toEqual({ type: 'progress', step: 'first-frame' })
    peer.become('connected')
    expect(link.eventsOf('progress')).toHaveLength(2)
  })

  it('applies its offer after the answer, with the ICE servers of the answer', async () => {
    const { peer } = await open(
      { iceServers: [{ urls: 'stun:own.example' }] },
      () => accepted({ Link: '<stun:named.example>; rel="ice-server"' }),
      { assignment: { kind: 'whep', url: endpoint, iceServers: [{ urls: 'stun:assigned.example' }] } },
    )
    expect(peer.calls).toEqual(['createOffer', 'setLocalDescription offer', 'setRemoteDescription'])
    expect(peer.configuration.iceServers?.map(({ urls }) => [urls].flat()[0])).toEqual([
      'stun:own.example',
      'stun:assigned.example',
      'stun:named.example',
    ])
  })

  it('sends the candidates that the browser finds', async () => {
    const { peer, of } = await open()
    peer.found({ candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host' })
    await settle()
    expect(of('PATCH')[0]?.init.body).toMatch(/a=ice-ufrag:abcd[\s\S]*a=candidate:1/)
  })

  it.each([
    ['403', () => new Response(null, { status: 403 }), { code: 1008, cause: 'forbidden' }],
    ['404', () => new Response(null, { status: 404 }), { code: 4002, cause: 'not-found' }],
    ['406', () => new Response(null, { status: 406 }), { code: 1003, cause: 'unsupported' }],
    ['500', () => new Response(null, { status: 500 }), { code: 1013, cause: 'server' }],
    [
      '503 with Retry-After',
      () => new Response(null, { status: 503, headers: { 'Retry-After': '7' } }),
      { code: 1013, cause: 'server', retryAfterMs: 7000 },
    ],
    ['no answer', refusal, { code: 1006, cause: 'network' }],
    [
      'a web page',
      () => accepted({}, '<html>'),
      { code: 1003, cause: 'unsupported', reason: 'not-an-answer' },
    ],
    [
      'no description',
      () => accepted({}, 'v=0\r\n'),
      { code: 1003, cause: 'unsupported', reason: 'answer-refused' },
    ],
  ] as const)('closes after %s', async (_, answer, close) => {
    const { closed, peer, environment } = await open({}, answer)
    expect(closed()).toEqual({ type: 'closed', ...close })
    expect(peer.closed).toBe(true)
    expect(environment.timers).toBe(0)
    expect(environment.listeners).toBe(0)
  })

  it('of a retry closes with 1013 after 404, because the stream existed before', async () => {
    const { closed } = await open({}, () => new Response(null, { status: 404 }), {
      intent: 'retry',
      attempt: 2,
    })
    expect(closed()).toMatchObject({ code: 1013, cause: 'not-found' })
  })

  it.each(['', 'not a url', 'javascript:alert(1)'])(
    'with the address %j closes with invalid-url',
    async (url) => {
      const { closed, asked } = await open({ url })
      expect(closed()).toEqual({ type: 'closed', code: 1003, cause: 'invalid-url' })
      expect(asked).toEqual([])
    },
  )

  it('with a token that is no header value closes with forbidden', async () => {
    expect((await open({ token: 'a\r\nX: b' })).closed()).toMatchObject({ code: 1008, cause: 'forbidden' })
  })

  it('closes with 1006, which is retried, when a function of the caller rejects', async () => {
    const { closed } = await open({ token: () => Promise.reject(new Error('no')) })
    expect(closed()).toEqual({ type: 'closed', code: 1006, cause: 'source-error' })
  })

  it('in a browser without WebRTC closes with unsupported', async () => {
    vi.stubGlobal('RTCPeerConnection', undefined)
    expect((await open()).closed()).toEqual({ type: 'closed', code: 1003, cause: 'unsupported' })
  })

  it('closes with unsupported when the answer accepts neither audio nor video', async () => {
    let answer: (response: Response) => void = () => {}
    const { peer, closed } = await open({}, () => new Promise((resolve) => (answer = resolve)))
    for (const one of peer.transceivers) one.direction = 'inactive'
    answer(accepted())
    await settle()
    expect(closed()).toMatchObject({ code: 1003, cause: 'unsupported', reason: 'answer-refused' })
    expect(peer.closed).toBe(true)
  })

  it('sends the same offer again after Retry-After while the stream is not live', async () => {
    let live = false
    const { environment, of, link } = await open({}, () =>
      live ? accepted() : new Response(null, { status: 409, headers: { 'Retry-After': '5' } }),
    )
    expect(link.events).toEqual([{ type: 'not-live', reason: 'not-started' }])
    live = true
    environment.advance(4999)
    await settle()
    expect(of('POST')).toHaveLength(1)
    environment.advance(1)
    await settle()
    expect(of('POST')).toHaveLength(2)
    expect(of('POST')[0]?.init.body).toBe(of('POST')[1]?.init.body)
    expect(link.events.at(-2)).toEqual({ type: 'assigned' })
    expect(made).toHaveLength(1)
  })

  it('asks with growing delays while the stream is not live, and at once when the network is back', async () => {
    const { environment, of, end } = await open({}, () => new Response(null, { status: 425 }))
    const times: number[] = []
    for (let count = 1; count < 12; count++) {
      const from = environment.now()
      while (of('POST').length === count) {
        environment.advance(250)
        await settle()
      }
      times.push(environment.now() - from)
    }
    expect(times[0]).toBe(2000)
    expect(times.at(-1)).toBe(15_000)
    const before = of('POST').length
    environment.trigger('online')
    await settle()
    expect(of('POST')).toHaveLength(before + 1)
    end()
    expect(environment.timers).toBe(0)
  })
})

describe('a connection', () => {
  const connected = async (...how: Parameters<typeof open>) => {
    const lab = await open(...how)
    lab.peer.become('connected')
    await settle()
    return lab
  }

  it('closes when the browser reports it as failed', async () => {
    const { peer, closed, of } = await connected()
    peer.become('failed')
    expect(closed()).toEqual({ type: 'closed', code: 1006, cause: 'network' })
    expect(of('DELETE')).toHaveLength(1)
  })

  it('closes when it fails before it is connected', async () => {
    const { peer, closed } = await open()
    peer.become('failed')
    expect(closed()).toEqual({ type: 'closed', code: 1006, cause: 'network' })
  })

  it('restarts ICE when ICE disconnects, if the server accepts PATCH', async () => {
    const { peer, of } = await connected()
    peer.becomeIce('disconnected')
    await settle()
    expect(peer.calls).not.toContain('createOffer restart')
    peer.found(null)
    await settle()
    peer.becomeIce('disconnected')
    await settle()
    expect(peer.calls).toContain('createOffer restart')
    expect(of('PATCH').at(-1)?.init.body).toMatch(/a=ice-ufrag:efgh/)
    // 204 declines the restart. It is never requested again.
    expect(peer.calls.at(-1)).toBe('setLocalDescription rollback')
    peer.becomeIce('disconnected')
    await settle()
    expect(peer.calls.filter((call) => call === 'createOffer restart')).toHaveLength(1)
  })

  it('sends input and messages, and ignores other commands', async () => {
    const { connection, peer } = await connected()
    peer.channel?.open()
    connection.command?.({ type: 'message', data: 1 })
    connection.command?.({ type: 'input', event: { type: 'text', value: 'a' } })
    connection.command?.({ type: 'seek-to-live' })
    connection.command?.({ type: 'microphone', on: true })
    expect(peer.channel?.frames.filter((frame) => (frame as { type: string }).type !== 'ping')).toEqual([
      { type: 'message', data: 1 },
      { type: 'input', event: { type: 'text', value: 'a' } },
    ])
  })

  it('accepts input from the first answer of the far end until the channel closes', async () => {
    const { link, peer } = await connected()
    peer.channel?.open()
    expect(link.eventsOf('tracks')).toEqual([])
    peer.channel?.answerPings()
    expect(link.eventsOf('tracks')).toEqual([{ type: 'tracks', input: true }])
    peer.channel?.close()
    expect(link.eventsOf('tracks').at(-1)).toEqual({ type: 'tracks', input: null })
  })

  it('never accepts input when the far end does not answer', async () => {
    const { link, peer } = await connected()
    peer.channel?.open()
    peer.channel?.close()
    expect(link.eventsOf('tracks')).toEqual([])
  })

  it('emits the messages of the far end', async () => {
    const { link, peer } = await connected()
    peer.channel?.receive('{"type":"message","data":{"a":1}}')
    peer.channel?.receive('{"type":"text-input","value":"x","multiline":true}')
    expect(link.events.slice(-2)).toEqual([
      { type: 'message', data: { a: 1 } },
      { type: 'text-input', value: 'x', multiline: true },
    ])
  })

  it('offers the microphone if the answer accepts audio from the viewer', async () => {
    const { link } = await connected({ microphone: true })
    expect(link.eventsOf('tracks')).toEqual([{ type: 'tracks', microphone: { on: false } }])
    expect((await connected()).link.eventsOf('tracks')).toEqual([])
  })

  it('leaves nothing behind, and emits nothing after its end', async () => {
    const { peer, environment, end, link, of } = await connected()
    end()
    end()
    peer.become('failed')
    peer.channel?.receive('{"type":"message","data":1}')
    environment.advance(60_000)
    await settle()
    expect(link.lateEvents).toEqual([])
    expect(environment.timers).toBe(0)
    expect(environment.listeners).toBe(0)
    expect(of('DELETE')).toHaveLength(1)
  })

  it('is deleted when the page unloads, and closes when the browser restores the page', async () => {
    const { environment, of, closed } = await connected()
    environment.trigger('pageshow')
    expect(closed()).toBeUndefined()
    environment.trigger('pagehide')
    expect(of('DELETE')[0]?.init.keepalive).toBe(true)
    environment.trigger('pageshow')
    expect(closed()).toMatchObject({ code: 1006 })
    expect(of('DELETE')).toHaveLength(1)
  })
})
