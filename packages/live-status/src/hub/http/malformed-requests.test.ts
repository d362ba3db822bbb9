import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mux } from '../../webhooks/mux.ts'
import { muxSecret } from '../../webhooks/mux.fixture.ts'
import { createHub, type Hub } from '../hub.ts'
import { nodeHandler } from './node-handler.ts'

let hub: Hub
let server: Server
let asked: string[]
let errors: unknown[]

beforeEach(async () => {
  hub = createHub({ provider: mux({ secret: muxSecret }), authorize: () => false })
  asked = []
  errors = []
  vi.spyOn(console, 'error').mockImplementation((error) => void errors.push(error))
  // The server of the guides.
  const handle = nodeHandler((request) => {
    const { pathname } = new URL(request.url)
    asked.push(`${request.method} ${pathname}`)
    const [, place, id = ''] = pathname.split('/')
    if (place === 'webhooks') return hub.receive(request)
    if (place === 'status') return hub.subscribe(request, id)
    return new Response('Not found', { status: 404 })
  })
  server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  vi.useRealTimers()
  await hub.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  vi.restoreAllMocks()
})

/** Sends text as it is. Returns everything that comes back until the server closes, or until it contains `until`. */
async function say(text: string, until = '\r\n\r\n'): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.on('error', () => {})
  socket.write(text, 'latin1')
  const closed = once(socket, 'close')
  const heard = new Promise<void>((resolve) =>
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (answer.includes(until)) resolve()
    }),
  )
  await Promise.race([closed, heard])
  socket.destroy()
  return answer
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)
const head = (line: string, more = '') => `${line} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`

describe('an unusual request', () => {
  it.each([
    ['GET //', 404],
    ['GET //status/x', 404],
    ['GET ///', 404],
    ['GET /status//', 404],
    ['GET /status/%', 404],
    ['GET /status/%zz%00', 404],
    ['GET /status/%2e%2e%2f', 404],
    ['GET /status/..', 404],
    ['GET /status/a?lastEventId=%', 403],
    ['GET /status/a?%00', 403],
    ['GET http://evil.example/status/a', 403],
    ['GET http://', 400],
    ['GET http://[', 400],
    ['GET a:b', 400],
    ['GET nowhere', 400],
    ['OPTIONS *', 404],
    ['HEAD /status/a', 405],
    ['OPTIONS /status/a', 405],
    ['POST /status/a', 405],
    ['PUT /status/a', 405],
    ['PATCH /status/a', 405],
    ['DELETE /status/a', 405],
    ['GET /webhooks', 405],
    ['HEAD /webhooks', 405],
    ['OPTIONS /webhooks', 405],
    ['TRACE /', 405],
    ['TRACE /webhooks', 405],
    ['PROPFIND /status/a', 405],
    ['SEARCH //', 405],
    ['POST /webhooks', 401],
  ])('%s gets %i and no error', async (line, status) => {
    const answer = await say(head(line, 'Connection: close\r\nContent-Length: 0\r\n'))
    expect(statusOf(answer)).toBe(status)
    expect(/^allow: .+/im.test(answer)).toBe(status === 405)
    expect(errors).toEqual([])
  })

  it('with a wrong method gets the list of supported methods', async () => {
    expect(await say(head('TRACE /status/a'))).toMatch(
      /^allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r/im,
    )
    expect(await say(head('POST /status/a', 'Content-Length: 0\r\n'))).toMatch(/^allow: GET\r/im)
    expect(await say(head('GET /webhooks'))).toMatch(/^allow: POST\r/im)
    expect(asked).toEqual(['POST /status/a', 'GET /webhooks'])
  })

  it('with a path that begins with two slashes is not read as a host', async () => {
    await say(head('GET //evil.example/status'))
    expect(asked).toEqual(['GET //evil.example/status'])
  })

  it.each([
    ['huge headers', head('GET /status/a', `X: ${'x'.repeat(70_000)}\r\n`), 431],
    ['an invalid Host', 'GET /status/a HTTP/1.1\r\nHost: :::/?#\r\n\r\n', 403],
    ['bytes that are not ASCII', head('GET /status/a', 'X: \x80\xff\r\nCookie: \xe9=\xe9\r\n'), 403],
    ['an invalid length', head('POST /webhooks', 'Content-Length: many\r\n'), 400],
    ['two lengths', head('POST /webhooks', 'Content-Length: 3\r\nContent-Length: 4\r\n'), 400],
    ['an upgrade', head('GET /status/a', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'), 403],
    ['bytes that are not HTTP', '\x16\x03\x01\r\n\r\n', 400],
    ['an invalid last event id', head('GET /status/a', `Last-Event-ID: ${'9'.repeat(5000)}-\r\n`), 403],
  ])('with %s gets a 4xx', async (_, text, status) => {
    expect(statusOf(await say(text))).toBe(status)
    expect(errors).toEqual([])
  })

  it('with CONNECT opens no tunnel', async () => {
    expect(await say('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n')).toBe('')
    expect(asked).toEqual([])
  })

  it('gets 500 when the handler returns nothing, and the log says what to return', async () => {
    server.removeAllListeners('request')
    server.on('request', nodeHandler((() => undefined) as never))
    expect(statusOf(await say(head('GET /')))).toBe(500)
    expect(String(errors[0])).toMatch(/^Error: Standby: A handler returned undefined .+ new Response/)
  })
})

describe('an incomplete body', () => {
  const half = head('POST /webhooks', `Content-Length: 200000\r\nmux-signature: t=1,v1=${'0'.repeat(64)}\r\n`)

  it('gets 408 after 3 s, and is cut off 2 s later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    // Node would close it only 5 s later.
    server.keepAliveTimeout = 0
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`${half}${'x'.repeat(1000)}`)
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const answer = once(socket, 'data')
    vi.advanceTimersByTime(3000)
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 408 /)
    const closed = once(socket, 'close')
    socket.on('error', () => {})
    socket.resume()
    vi.advanceTimersByTime(2000)
    await closed
    expect(errors).toEqual([])
  })

  it('causes no error when it breaks off', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`${half}x`)
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const closed = new Promise((resolve) => server.once('connection', resolve))
    socket.destroy()
    expect(statusOf(await say(head('GET /')))).toBe(404)
    await closed
    expect(errors).toEqual([])
  })
})
