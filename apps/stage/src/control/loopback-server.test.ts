import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startStage, type Stage } from '../index.ts'
import {
  startSignallingServer,
  type SignallingServer,
} from '../pixel-streaming/signalling/signalling-server.ts'
import { serveWhep } from '../worker/whep.ts'

let stage: Stage
let signalling: SignallingServer
let whep: { url: string; close(): void }
beforeAll(async () => {
  stage = await startStage()
  stage.createApplication({ id: 'app', media: 'none' })
  await stage.createStream({ id: 'mux', live: false, platform: 'mux' })
  const options = {
    vendor: 'epic',
    streamerId: 'Stage',
    queueUnit: 'seconds',
    streamerSecret: 'secret',
  } as const
  const numbers = { port: 0, playersPerStreamer: 1, updateMs: 1000, expectedSessionMs: 0, maxRuntimeMs: 0 }
  signalling = await startSignallingServer(
    { ...options, ...numbers, keepaliveMs: 30_000, firstPlayer: 0, held: [] },
    () => undefined,
  )
  whep = await serveWhep({
    ready: () => false,
    allows: () => true,
    full: () => false,
    open: () => Promise.reject(new Error('none')),
    session: () => undefined,
  })
})
afterAll(async () => {
  whep.close()
  signalling.close()
  await stage.close()
})

type Server = 'stage' | 'signalling' | 'whep'
const servers: Server[] = ['stage', 'signalling', 'whep']
const portOf = (server: Server): number =>
  ({ stage: stage.port, signalling: signalling.port, whep: Number(new URL(whep.url).port) })[server]

/** Sends raw lines; resolves with everything received until the server closes. */
async function say(server: Server, ...lines: string[]): Promise<string> {
  const socket = connect(portOf(server), '127.0.0.1')
  let answer = ''
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await once(socket, 'close')
  return answer
}
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)
const get = (server: Server, host: string, ...more: string[]): Promise<string> =>
  say(server, 'GET /health HTTP/1.1', `Host: ${host}`, 'Connection: close', ...more)
/** Each server's status for an accepted GET. */
const letIn = { stage: 200, signalling: 426, whep: 404 }

describe.each(servers)('the server of %s', (server) => {
  it.each(['127.0.0.1', '127.0.0.1:1', 'localhost', 'LOCALHOST:65535', '[::1]', '[::1]:80'])(
    'answers to the host name %s',
    async (host) => {
      expect(statusOf(await get(server, host))).toBe(letIn[server])
    },
  )

  it.each([
    'evil.example',
    'evil.example:4174',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example@127.0.0.1',
    '127.0.0.1:80@evil.example',
    '0.0.0.0',
    '192.168.0.7',
    '[::]',
    '127.0.0.1:',
    '',
  ])('refuses the host name "%s", which a website may have pointed at this machine', async (host) => {
    const answer = await get(server, host)
    expect(statusOf(answer)).toBe(403)
    expect(answer).toMatch(/"error":"\\"[^"]*\\" is not a name of this machine; call it 127\.0\.0\.1/)
  })

  it.each(['http://127.0.0.1:4173', 'http://localhost', 'https://[::1]:6006'])(
    'lets a page from %s call it and read the answer',
    async (origin) => {
      const answer = await get(server, '127.0.0.1', `Origin: ${origin}`)
      expect(statusOf(answer)).toBe(letIn[server])
      expect(answer.toLowerCase()).toContain(`access-control-allow-origin: ${origin}\r\n`)
      expect(answer.toLowerCase()).toContain('vary: origin\r\n')
    },
  )

  it.each([
    'https://evil.example',
    'http://127.0.0.1.evil.example',
    'http://evil.example:4173',
    'http://192.168.0.7:4173',
    'null',
    'file://',
    'chrome-extension://abc',
    'http://localhost@evil.example',
  ])('refuses every request of a page from %s', async (origin) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
      const answer = await say(
        server,
        `${method} /whep HTTP/1.1`,
        'Host: 127.0.0.1',
        `Origin: ${origin}`,
        'Content-Length: 0',
        'Connection: close',
      )
      expect(statusOf(answer)).toBe(403)
      expect(answer).not.toMatch(/access-control-allow-origin/i)
    }
  })

  it('answers malformed and foreign requests without a crash, and goes on', async () => {
    const host = ['Host: localhost', 'Connection: close']
    for (const line of [
      'GET //',
      'GET //evil.example/x',
      'TRACE /',
      'PROPFIND /x',
      'GET /%zz',
      'OPTIONS *',
      'GET http://[',
    ])
      expect(statusOf(await say(server, `${line} HTTP/1.1`, ...host)), line).toBeOneOf([
        400, 404, 405, 426, 204,
      ])
    expect(await say(server, 'CONNECT evil.example:443 HTTP/1.1', ...host)).toBe('')
    expect(statusOf(await say(server, `GET /${'x'.repeat(70_000)} HTTP/1.1`, ...host))).toBe(431)
    const upgrade = ['Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket']
    expect(statusOf(await say(server, 'GET // HTTP/1.1', ...upgrade, 'Connection: close'))).toBeOneOf([
      404, 400, 426,
    ])
    expect(statusOf(await get(server, 'localhost'))).toBe(letIn[server])
  })

  it('survives a connection that is reset during its WebSocket handshake', async () => {
    for (let count = 0; count < 20; count++) {
      const socket = connect(portOf(server), '127.0.0.1').on('error', () => undefined)
      socket.write(
        'GET /session HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      )
      await once(socket, 'connect')
      socket.resetAndDestroy()
    }
    expect(statusOf(await get(server, 'localhost'))).toBe(letIn[server])
  })
})

describe('a website open in the same browser', () => {
  const evil = 'https://evil.example'
  const post = (path: string, headers: Record<string, string>, body = '{"id":"csrf","live":false}') =>
    fetch(`${stage.url}${path}`, { method: 'POST', headers, body })

  it('cannot create or break anything', async () => {
    for (const path of [
      '/streams',
      '/applications',
      '/pixel-streams',
      '/streams/mux/faults/encoder-kill',
      '/status/mux',
    ])
      for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded'])
        expect((await post(path, { origin: evil, 'content-type': type })).status).toBe(403)
    expect(stage.streams().map(({ id }) => id)).toEqual(['mux'])
    expect(stage.applications().map(({ id }) => id)).toEqual(['app'])
  })

  it('cannot change anything without an Origin either: a form cannot send JSON', async () => {
    for (const path of ['/streams', '/applications', '/pixel-streams', '/streams/mux/token'])
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ])
        expect((await post(path, { 'content-type': type })).status).toBe(415)
    expect(stage.streams().map(({ id }) => id)).toEqual(['mux'])
  })

  it.each([
    ['the session gateway', () => `ws://127.0.0.1:${stage.port}/session/app`, ['standby.v1']],
    ['players', () => `ws://127.0.0.1:${signalling.port}/`, []],
    ['streamers', () => `ws://127.0.0.1:${signalling.port}/streamer/secret`, []],
  ])('cannot open a WebSocket to %s; programs and local pages can', async (_, url, protocols) => {
    const open = async (options: { origin?: string; headers?: Record<string, string> }): Promise<string> => {
      const socket = new WebSocket(url(), protocols, options)
      try {
        return await Promise.race([
          once(socket, 'open').then(() => 'open'),
          once(socket, 'unexpected-response').then(([, response]) =>
            String((response as { statusCode: number }).statusCode),
          ),
        ])
      } finally {
        socket.on('error', () => undefined)
        socket.terminate()
      }
    }
    expect(await open({ origin: evil })).toBe('403')
    expect(await open({ origin: 'null' })).toBe('403')
    expect(await open({ headers: { host: 'evil.example' } })).toBe('403')
    expect(await open({ origin: 'http://localhost:4173' })).toBe('open')
    expect(await open({})).toBe('open')
  })
})

it('accepts a program that sends JSON with a charset, or no body', async () => {
  const json = { 'content-type': 'application/json; charset=utf-8' }
  const created = await fetch(`${stage.url}/streams`, {
    method: 'POST',
    headers: json,
    body: '{"id":"x","live":false}',
  })
  expect(created.status).toBe(201)
  expect((await fetch(`${stage.url}/streams/x/token`, { method: 'POST' })).status).toBe(200)
  expect((await fetch(`${stage.url}/streams/x`, { method: 'DELETE' })).status).toBe(200)
})

it('allows every method to a page of this machine', async () => {
  const origin = 'http://127.0.0.1:4173'
  const preflight = await fetch(`${stage.url}/streams`, { method: 'OPTIONS', headers: { origin } })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
  expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE')
})
