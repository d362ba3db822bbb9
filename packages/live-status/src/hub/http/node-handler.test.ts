import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import express from 'express'
import fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mux } from '../../webhooks/mux.ts'
import { muxPayload, muxSecret, muxSignature } from '../../webhooks/mux.fixture.ts'
import { EventReader } from './event-reader.fixture.ts'
import { createHub, type Hub } from '../hub.ts'
import { fastifyHandler, nodeHandler } from './node-handler.ts'
import { Viewer } from './viewer.ts'
import { eventually } from '../../eventually.fixture.ts'

const closers: (() => unknown)[] = []
let hub: Hub
let errors: unknown[][]

beforeEach(() => {
  hub = createHub({ provider: mux({ secret: muxSecret }), authorize: () => true })
  errors = []
  vi.spyOn(console, 'error').mockImplementation((...args) => void errors.push(args))
})

afterEach(async () => {
  await hub.close()
  for (const close of closers.splice(0)) await close()
  vi.restoreAllMocks()
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const delivery = (payload: unknown) => {
  const body = JSON.stringify(payload)
  const seconds = Math.floor(Date.now() / 1000)
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'mux-signature': `t=${seconds},v1=${muxSignature(body, seconds)}`,
    },
    body,
  }
}
const now = () => new Date().toISOString()

/** A response that is read as it comes, over a separate connection. */
async function open(url: string, headers: IncomingHttpHeaders = {}) {
  const sent = request(url, { headers, agent: false })
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject).end()
  })
  const reader = new EventReader(Readable.toWeb(response) as ReadableStream<Uint8Array>)
  return { response, reader, leave: () => sent.destroy() }
}

const plainServer = () =>
  createServer(
    nodeHandler((webRequest) => {
      const { pathname } = new URL(webRequest.url)
      return pathname === '/webhook' ? hub.receive(webRequest) : hub.subscribe(webRequest, pathname.slice(1))
    }),
  )

function expressServer() {
  const app = express()
  const router = express.Router()
  router.post('/webhook', nodeHandler(hub.receive))
  router.get(
    '/:id',
    nodeHandler<express.Request<{ id: string }>>((webRequest, { params }) =>
      hub.subscribe(webRequest, params.id),
    ),
  )
  return createServer(app.use(router))
}

function expressWithParser() {
  const app = express()
  app.use(express.raw({ type: 'application/json' }))
  app.post('/webhook', nodeHandler(hub.receive))
  app.get(
    '/:id',
    nodeHandler<express.Request<{ id: string }>>((webRequest, { params }) =>
      hub.subscribe(webRequest, params.id),
    ),
  )
  return createServer(app)
}

async function fastifyServer() {
  const app = fastify()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  app.post('/webhook', fastifyHandler(hub.receive))
  app.get<{ Params: { id: string } }>(
    '/:id',
    fastifyHandler((webRequest, { params }) => hub.subscribe(webRequest, (params as { id: string }).id)),
  )
  await app.ready()
  return app.server
}

describe.each([
  ['node:http', plainServer],
  ['Express', expressServer],
  ['Express with its raw parser', expressWithParser],
  ['Fastify', fastifyServer],
])('a hub in %s', (_, start) => {
  it('receives webhooks, streams the status, and notices when a viewer leaves', async () => {
    const base = await listen(await start())
    const { response, reader, leave } = await open(`${base}/stream-1?lastEventId=5-5`)
    expect(response.headers['content-type']).toBe('text/event-stream')
    expect((await reader.next())?.event).toBe('beat')
    const answer = await fetch(`${base}/webhook`, delivery(muxPayload('active', { at: now() })))
    expect([answer.status, await answer.text()]).toEqual([200, 'Kept.'])
    expect((await reader.next())?.data.status.state).toBe('active')
    const forged = {
      ...delivery(muxPayload('idle', { at: now() })),
      body: JSON.stringify(muxPayload('idle')),
    }
    expect((await fetch(`${base}/webhook`, forged)).status).toBe(401)
    leave()
    await eventually(() => expect(hub.viewers).toBe(0))
    expect(errors).toEqual([])
  })

  it('refuses a body that is too large', async () => {
    const base = await listen(await start())
    const answer = await fetch(`${base}/webhook`, delivery('x'.repeat(300_000)))
    expect(answer.status).toBe(413)
  })
})

describe('a node handler', () => {
  it('answers 500 when a body parser came first, and logs what to change', async () => {
    const app = express()
    app.use(express.json())
    app.post('/webhook', nodeHandler(hub.receive))
    const base = await listen(createServer(app))
    expect((await fetch(`${base}/webhook`, delivery(muxPayload('active')))).status).toBe(500)
    expect(String(errors[0]?.[0])).toMatch(/^Error: Standby: A body parser read the webhook .*express\.raw/)
  })

  it('answers 500 when the handler throws, and sends nothing of the error', async () => {
    const base = await listen(
      createServer(
        nodeHandler(() => {
          throw new Error('the password is 1234')
        }),
      ),
    )
    const answer = await fetch(base)
    expect([answer.status, await answer.text()]).toEqual([500, 'Something went wrong here.'])
    expect(errors).toHaveLength(1)
  })

  it('accepts a Host header that is no host', async () => {
    const base = await listen(plainServer())
    const { reader, leave } = await open(`${base}/stream-1`, { host: ':::/?#' })
    expect((await reader.next())?.event).toBe('beat')
    leave()
  })

  it('leaves nothing behind when a viewer is gone before the answer', async () => {
    let answer: (allowed: boolean) => void = () => {}
    const asked = new Promise<boolean>((resolve) => (answer = resolve))
    const slow = createHub({ provider: mux({ secret: muxSecret }), authorize: () => asked })
    let done: Promise<void> | undefined
    const handler = nodeHandler((webRequest) => slow.subscribe(webRequest, 'stream-1'))
    const base = await listen(
      createServer((incoming, outgoing) => {
        done = handler(incoming, outgoing)
        outgoing.once('close', () => answer(true))
      }),
    )
    const sent = request(base, { agent: false }).on('error', () => {})
    sent.end()
    await eventually(() => expect(done).toBeDefined())
    sent.destroy()
    await done
    expect(slow.viewers).toBe(0)
    await slow.close()
  })

  it('drops a viewer who reads nothing, with everything that waited for it', async () => {
    let gone = false
    const viewer = new Viewer(() => (gone = true), 32)
    let reading = false
    const base = await listen(
      createServer(
        nodeHandler(() => {
          reading = true
          return new Response(viewer.body)
        }),
      ),
    )
    const socket = connect(Number(new URL(base).port), '127.0.0.1').on('error', () => {})
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await eventually(() => expect(reading).toBe(true))
    let sent = 0
    // The kernel buffers some megabytes before the hub notices.
    for (; !gone && sent < 5000; sent++) {
      viewer.send(new Uint8Array(20_000))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(gone).toBe(true)
    expect(sent).toBeGreaterThan(32)
    const ended = new Promise((resolve) => socket.once('close', resolve))
    socket.resume()
    await ended
    expect(errors).toEqual([])
  })
})
