import { developerError } from '@standby/core/source'
import { setSocketAddress } from './client-address.ts'
import { machineClock } from '../clock.ts'
import { SlowReaderError } from './viewer.ts'
import { lingerMs } from '../../limits.ts'

/** The methods that a Web-standard `Request` supports. TRACE and CONNECT are not among them. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The part we need of the request of `node:http`, which Express and Fastify pass on. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Express shortens `url` in a router, and keeps the full one here. */
  readonly originalUrl?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly readableEnded?: boolean
  /** The result of a body parser. */
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

/** Answers a Web-standard request. The second argument is the framework's request, with its `params` and user. */
export type WebHandler<Framework> = (request: Request, framework: Framework) => Response | Promise<Response>

/**
 * Turns a Web-standard handler into one for `node:http`, Express and Connect. Never rejects. An invalid request gets
 * 400 or 405 and does not reach the handler.
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

/** The part we need of the request of Fastify. */
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
 * Turns a Web-standard handler into one for Fastify. Fastify parses bodies before a route sees them. So keep JSON as it
 * came: `app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))`.
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

/** An error of a handler is logged here. The client only gets a 500. */
async function answer<Framework>(
  handle: WebHandler<Framework>,
  framework: Framework,
  incoming: NodeRequest,
  parsed: unknown,
  signal: AbortSignal,
): Promise<Response> {
  const target = webTarget(incoming)
  if (!target) return new Response('Invalid address.', { status: 400 })
  // Methods are compared as they came: `Request` would change the case of some.
  if (!methods.includes(incoming.method ?? 'GET'))
    return new Response('This method is not supported.', {
      status: 405,
      headers: { allow: methods.join(', ') },
    })
  try {
    const response: unknown = await handle(webRequest(target, incoming, parsed, signal), framework)
    if (isResponse(response)) return response
    throw developerError(
      `A handler returned ${response === null ? 'null' : typeof response} instead of a Response.`,
      'So the server has no answer.',
      'Return what hub.receive or hub.subscribe returns, and new Response(…, { status: 404 }) for other requests.',
    )
  } catch (error) {
    console.error(error)
    return new Response('Something went wrong here.', { status: 500 })
  }
}

/** Checks the shape, not the class: frameworks bring their own `Response`. */
const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value

/** A target that begins with `/` is a path, also with `//`. A client may send a full address too, as to a proxy. */
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
    // HTTP/2 has pseudo-headers that begin with a colon.
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

/** The bytes as they came: signatures are made over these. */
function bodyOf(incoming: NodeRequest, parsed: unknown): BodyInit {
  if (typeof parsed === 'string' || parsed instanceof Uint8Array) return parsed as BodyInit
  if (incoming.readableEnded)
    throw developerError(
      'A body parser read the webhook before the hub did.',
      'The signature is made over the bytes of the body, and a parsed body cannot be turned back into them.',
      'Put the route before express.json(), or give it express.raw({ type: "application/json" }). In Fastify, parse JSON as a buffer.',
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

/** Reads and drops the rest of a body. The request is destroyed when it does not end within 2 s. */
async function letIn(chunks: AsyncIterator<unknown>, incoming: NodeRequest): Promise<void> {
  const late = machineClock.setTimeout(() => incoming.destroy?.(), lingerMs)
  try {
    while (!(await chunks.next()).done);
  } catch {
    // The client closed the connection.
  }
  machineClock.clearTimeout(late)
}

async function send(
  { status, headers, body }: Response,
  outgoing: NodeResponse,
  { signal, http1 }: { readonly signal: AbortSignal; readonly http1: boolean },
): Promise<void> {
  // A connection that is kept alive after its stream would keep a closing server from ending.
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
    // The hub broke the stream off, so what is still buffered is not sent.
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
