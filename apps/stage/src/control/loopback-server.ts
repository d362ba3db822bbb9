import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** `target` holds the request's path and query; ignore its host. */
export interface LoopbackHandlers {
  request(request: IncomingMessage, response: ServerResponse, target: URL): void
  /** For WebSockets. Left out: the server accepts none. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer, target: URL): void
}

const thisMachine = String.raw`(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?`
const loopbackHost = new RegExp(`^${thisMachine}$`, 'i')
const loopbackOrigin = new RegExp(`^https?://${thisMachine}$`, 'i')

interface Refusal {
  readonly status: '400 Bad Request' | '403 Forbidden'
  readonly error: string
}

/**
 * An HTTP server for this machine only, in front of everything that the stage serves. A website open in a browser can
 * send requests here too. Its `Origin` gives it away; after DNS rebinding its `Host` does. Both are refused.
 * Pages of this machine can read the answers. A request without an `Origin` is accepted: browsers send one with every
 * request that can change something, so the caller is a program.
 */
export function createLoopbackServer({ request: serve, upgrade }: LoopbackHandlers): Server {
  const server = createServer((request, response) => {
    allowOrigin(request, response)
    const target = readTarget(request)
    const refusal = refusalOf(request, target)
    if (target && !refusal) return serve(request, response, target)
    const { status, error } = refusal ?? noTarget
    response.writeHead(Number.parseInt(status), { 'content-type': 'application/json', connection: 'close' })
    return void response.end(`${JSON.stringify({ error })}\n`)
  })
  if (upgrade)
    server.on('upgrade', (request, socket, head: Buffer) => {
      // The client may disconnect before any other error listener is attached.
      socket.on('error', () => socket.destroy())
      const target = readTarget(request)
      const refusal = refusalOf(request, target)
      if (target && !refusal) return upgrade(request, socket, head, target)
      return refuseUpgrade(socket, (refusal ?? noTarget).status)
    })
  return server
}

export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const noTarget: Refusal = { status: '400 Bad Request', error: 'The request target is not a URL path.' }

function refusalOf({ headers }: IncomingMessage, target: URL | null): Refusal | null {
  const { host = '', origin } = headers
  if (!loopbackHost.test(host))
    return {
      status: '403 Forbidden',
      error: `"${host.slice(0, 100)}" is not a name of this machine; call it 127.0.0.1, localhost or [::1].`,
    }
  if (origin !== undefined && !loopbackOrigin.test(origin))
    return {
      status: '403 Forbidden',
      error: `Pages of ${origin.slice(0, 100)} may not call this server; those of this machine may.`,
    }
  return target ? null : noTarget
}

function readTarget({ url = '/' }: IncomingMessage): URL | null {
  try {
    if (url.startsWith('/')) return new URL(`http://localhost${url}`)
    const { pathname, search } = new URL(url, 'http://localhost')
    return new URL(`http://localhost${pathname}${search}`)
  } catch {
    return null
  }
}

/** Lets a page of this machine read the answer. */
function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('vary', 'origin')
  if (origin === undefined || !loopbackOrigin.test(origin)) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PATCH, DELETE, OPTIONS')
  response.setHeader(
    'access-control-allow-headers',
    'authorization, content-type, if-match, last-event-id, *',
  )
  response.setHeader(
    'access-control-expose-headers',
    'date, content-length, location, etag, link, retry-after, accept-patch',
  )
  response.setHeader('access-control-max-age', '600')
}

/** Removes the CORS headers, like a server without CORS configured. */
export function withholdOrigin(response: ServerResponse): void {
  for (const name of response.getHeaderNames())
    if (name.startsWith('access-control-')) response.removeHeader(name)
}
