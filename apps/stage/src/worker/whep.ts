import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLoopbackServer } from '../control/loopback-server.ts'
import { fragmentCandidates, fragmentUfrag, readOffer, type Offer } from './offer.ts'

export interface WhepSession {
  readonly id: string
  readonly iceUfrag: string
  readonly answer: string
  addCandidate(candidate: string, mid: string): void
  close(): void
}

/** What the endpoint needs from its worker. */
export interface WhepBackend {
  /** Whether media can be sent yet. */
  ready(): boolean
  /** Whether this bearer token is valid; null: the request has none. */
  allows(token: string | null): boolean
  /** Whether there is no room for a viewer with this token. */
  full(token: string | null): boolean
  open(offer: Offer, token: string | null): Promise<WhepSession>
  /** Undefined for an unknown session, or for one of another token. */
  session(id: string, token: string | null): WhepSession | undefined
}

const maxBodyBytes = 256 * 1024
const retryAfterSeconds = 2

class Refusal extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** Serves WHEP at `/whep` on a free port of this machine. Resolves once it listens. */
export async function serveWhep(backend: WhepBackend): Promise<{ url: string; close(): void }> {
  const server = createLoopbackServer({
    request(request, response, { pathname }) {
      answer(backend, pathname, { request, response }).catch((error: unknown) => {
        request.resume()
        if (response.headersSent) return response.destroy()
        const refusal = error instanceof Refusal ? error : new Refusal(500, String(error))
        return response
          .writeHead(refusal.status, { 'content-type': 'text/plain', ...refusal.headers })
          .end(`${refusal.message}\n`)
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/whep`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answer(
  backend: WhepBackend,
  pathname: string,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const [root, id, ...rest] = pathname.split('/').filter(Boolean)
  if (root !== 'whep' || rest.length > 0) throw new Refusal(404, 'Nothing is here; the endpoint is /whep.')
  const { method } = request
  if (method === 'OPTIONS') return void response.writeHead(204, { 'accept-post': 'application/sdp' }).end()

  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
  if (!backend.allows(token))
    throw new Refusal(401, 'The bearer token is missing or not good.', { 'www-authenticate': 'Bearer' })

  if (id === undefined) {
    if (method !== 'POST') throw notAllowed('POST, OPTIONS')
    return open(backend, { request, response, token })
  }
  const session = backend.session(id, token)
  if (!session) throw new Refusal(404, 'There is no such session, or it has ended.')
  if (method === 'DELETE') {
    session.close()
    return void response.writeHead(200).end()
  }
  if (method !== 'PATCH') throw notAllowed('PATCH, DELETE, OPTIONS')
  await trickle(session, request)
  response.writeHead(204, { etag: etagOf(session) }).end()
}

async function open(
  backend: WhepBackend,
  { request, response, token }: { request: IncomingMessage; response: ServerResponse; token: string | null },
): Promise<void> {
  expectType(request, 'application/sdp')
  const { accept = '*/*' } = request.headers
  if (!/\*\/\*|application\/(\*|sdp)/i.test(accept)) throw new Refusal(406, 'The answer is application/sdp.')
  if (!backend.ready())
    throw new Refusal(409, 'There is no picture yet.', { 'retry-after': `${retryAfterSeconds}` })
  if (backend.full(token))
    throw new Refusal(503, 'No room for another viewer.', { 'retry-after': `${retryAfterSeconds}` })
  const offer = readOffer(await readBody(request))
  if (offer === 'malformed') throw new Refusal(400, 'The body is not an SDP offer.')
  if (offer === 'nothing-in-common')
    throw new Refusal(406, 'The offer asks for no video in H.264 (packetization mode 1, baseline).')
  const session = await backend.open(offer, token).catch((error: unknown) => {
    throw new Refusal(400, `The offer could not be answered: ${String(error)}`)
  })
  response
    .writeHead(201, {
      'content-type': 'application/sdp',
      location: `/whep/${session.id}`,
      etag: etagOf(session),
      'accept-patch': 'application/trickle-ice-sdpfrag',
    })
    .end(session.answer)
}

async function trickle(session: WhepSession, request: IncomingMessage): Promise<void> {
  expectType(request, 'application/trickle-ice-sdpfrag')
  const match = request.headers['if-match']
  const fragment = await readBody(request)
  const ufrag = fragmentUfrag(fragment)
  // RFC 9725: a server that supports trickle ICE but not ICE restarts answers 422.
  if (match === '*' || (ufrag !== undefined && ufrag !== session.iceUfrag))
    throw new Refusal(422, 'ICE restarts are not possible here; open a new session.')
  if (match !== undefined && match !== etagOf(session))
    throw new Refusal(412, 'That is not this ICE session.')
  for (const { candidate, mid } of fragmentCandidates(fragment)) session.addCandidate(candidate, mid)
}

function etagOf(session: WhepSession): string {
  return `"${session.id}"`
}

function notAllowed(allow: string): Refusal {
  return new Refusal(405, `Only ${allow} are possible here.`, { allow })
}

function expectType(request: IncomingMessage, type: string): void {
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (given !== type)
    throw new Refusal(415, `The body must be ${type}.`, { 'accept-post': 'application/sdp' })
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) throw new Refusal(413, `The body is larger than ${maxBodyBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
