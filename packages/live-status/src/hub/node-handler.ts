import { developerError } from '@standby/core/source'
import { setSocketAddress } from './client-address.ts'
import { machineClock } from './clock.ts'
import { SlowReaderError } from './viewer.ts'

/** What is left of a body that nobody wants is let in for so long, ms, so that the other side can read the answer. */
const lingerMs = 2000
/** What Web-standard requests know: TRACE and CONNECT are not among them. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** What `node:http` gives a server, Express and Fastify hand on; as much as is needed of it. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Express shortens `url` below a router, and keeps the whole one here. */
  readonly originalUrl?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly readableEnded?: boolean
  /** What a body parser made of it. */
  readonly body?: unknown
  readonly httpVersionMajor?: number
  readonly socket?: { readonly remoteAddress?: string | undefined }
  destroy?(): unknown
}

export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string | string[]>): unknown
  write(chunk: Uint8Array): boolean
  end(): unknown
  destroy(error?: Error): unknown
  flushHeaders?(): void
  once(event: string, listener: () => void): unknown
  removeListener(event: string, listener: () => void): unknown
  readonly closed?: boolean
}

/** Answers a Web-standard request. The framework's own one is the second argument: its `params`, its user. */
export type WebHandler<Framework> = (request: Request, framework: Framework) => Response | Promise<Response>

/**
 * A Web-standard handler for `node:http`, Express and Connect. Never rejects. A request that is none gets 400 or 405, and
 * the handler never hears of it.
 *
 * ```ts
 * app.post('/webhooks/mux', nodeHandler(hub.receive))
 * app.get('/status/:id', nodeHandler<express.Request>((request, { params }) => hub.subscribe(request, params.id)))
 * ```
 */
export function nodeHandler<Incoming extends NodeRequest>(handle: WebHandler<Incoming>) {
  return (incoming: Incoming, outgoing: NodeResponse): Promise<void> =>
    serve(handle, incoming, incoming, outgoing)
}

/** What Fastify gives a route, as much as is needed of it. */
export interface FastifyRequestLike {
  readonly raw: NodeRequest
  readonly body?: unknown
  readonly originalUrl?: string
}
export interface FastifyReplyLike {
  readonly raw: NodeResponse
  hijack(): unknown
}

/**
 * A Web-standard handler for Fastify. It parses bodies before a route sees them: have JSON left as it came, with
 * `app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))`.
 */
export function fastifyHandler<Incoming extends FastifyRequestLike>(handle: WebHandler<Incoming>) {
  return (request: Incoming, reply: FastifyReplyLike): Promise<void> => {
    reply.hijack()
    return serve(handle, request, request.raw, reply.raw, request.body)
  }
}

async function serve<Framework>(
  handle: WebHandler<Framework>,
  framework: Framework,
  incoming: NodeRequest,
  outgoing: NodeResponse,
  parsed: unknown = incoming.body,
): Promise<void> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  outgoing.once('close', leave)
  try {
    const response = await answer(handle, framework, incoming, parsed, gone.signal)
    await send(response, outgoing, { signal: gone.signal, http1: (incoming.httpVersionMajor ?? 1) < 2 })
  } catch (error) {
    console.error(error)
    outgoing.destroy()
  } finally {
    outgoing.removeListener('close', leave)
  }
}

/** What a handler throws is the server's own business: the other side hears 500. */
async function answer<Framework>(
  handle: WebHandler<Framework>,
  framework: Framework,
  incoming: NodeRequest,
  parsed: unknown,
  signal: AbortSignal,
): Promise<Response> {
  const target = webTarget(incoming)
  if (!target) return new Response('The address is none.', { status: 400 })
  // In any case of its letters, `fetch` has a name of its own for some.
  if (!methods.includes(incoming.method ?? 'GET'))
    return new Response('There is no such method here.', {
      status: 405,
      headers: { allow: methods.join(', ') },
    })
  try {
    const response: unknown = await handle(webRequest(target, incoming, parsed, signal), framework)
    if (isResponse(response)) return response
    throw developerError(
      `A handler returned ${response === null ? 'null' : typeof response} in place of a Response.`,
      'There is nothing to answer with.',
      'Return what hub.receive or hub.subscribe returns, and new Response(…, { status: 404 }) for all else.',
    )
  } catch (error) {
    console.error(error)
    return new Response('Something went wrong here.', { status: 500 })
  }
}

/** Of any realm: frameworks bring their own. */
const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value

/** The path is a path, whatever it begins with; a client may also send a whole address, as to a proxy. */
function webTarget(incoming: NodeRequest): URL | null {
  const target = incoming.originalUrl ?? incoming.url ?? '/'
  try {
    if (target.startsWith('/')) return new URL(`http://localhost${target}`)
    const { pathname, search } = new URL(target, 'http://localhost')
    return new URL(`http://localhost${pathname}${search}`)
  } catch {
    return null
  }
}

function webRequest(target: URL, incoming: NodeRequest, parsed: unknown, signal: AbortSignal): Request {
  const { method = 'GET' } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    // HTTP/2 has headers of its own that begin with a colon.
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, typeof value === 'string' ? value : value.join(', '))
  const init: RequestInit & { duplex?: 'half' } = { method, headers, signal }
  if (method !== 'GET' && method !== 'HEAD') {
    init.body = bodyOf(incoming, parsed)
    init.duplex = 'half'
  }
  const request = new Request(target, init)
  setSocketAddress(request, incoming.socket?.remoteAddress)
  return request
}

/** The bytes as they came: what signatures are made over. */
function bodyOf(incoming: NodeRequest, parsed: unknown): BodyInit {
  if (typeof parsed === 'string' || parsed instanceof Uint8Array) return parsed as BodyInit
  if (incoming.readableEnded)
    throw developerError(
      'A body parser read the webhook before the hub did.',
      'Its signature is over the bytes that came, and what was parsed cannot be turned back into them.',
      'Put the route before express.json(), or give it express.raw({ type: "application/json" }); in Fastify parse JSON as a buffer.',
    )
  const chunks = incoming[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value as Uint8Array)
      },
      cancel: () => void letIn(chunks, incoming),
    },
    { highWaterMark: 0 },
  )
}

/** Drops the rest of a body. Whoever does not come to its end is cut off. */
async function letIn(chunks: AsyncIterator<unknown>, incoming: NodeRequest): Promise<void> {
  const late = machineClock.setTimeout(() => incoming.destroy?.(), lingerMs)
  try {
    while (!(await chunks.next()).done);
  } catch {
    // It went by itself.
  }
  machineClock.clearTimeout(late)
}

async function send(
  { status, headers, body }: Response,
  outgoing: NodeResponse,
  { signal, http1 }: { readonly signal: AbortSignal; readonly http1: boolean },
): Promise<void> {
  // Kept alive after its stream has ended, a connection would keep a server that closes from ending.
  const last = http1 && headers.get('content-type') === 'text/event-stream'
  outgoing.writeHead(status, { ...Object.fromEntries(headers), ...(last && { connection: 'close' }) })
  if (!body) return void outgoing.end()
  outgoing.flushHeaders?.()
  const reader = body.getReader()
  const leave = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', leave)
  if (signal.aborted) leave()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (!outgoing.write(value)) await drained(outgoing, signal)
    }
    outgoing.end()
  } catch (error) {
    // Broken off by the hub: nothing of what waits here is worth sending any more.
    outgoing.destroy()
    if (!(error instanceof SlowReaderError)) throw error
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

function drained(outgoing: NodeResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      outgoing.removeListener('drain', go)
      signal.removeEventListener('abort', go)
      resolve()
    }
    outgoing.once('drain', go)
    signal.addEventListener('abort', go)
    if (signal.aborted) go()
  })
}
