import type { IncomingMessage, ServerResponse } from 'node:http'
import { isFaultName } from '../hls/faults/faults.ts'
import { StageError } from './stage-error.ts'
import { readStreamOptions, type StreamOptions } from '../hls/stream-options.ts'
import type { StageStream } from '../hls/stage-stream.ts'
import { unknownFault } from '../hls/stream.ts'
import { readSenderOptions, readSwitches } from '../webhooks/read-options.ts'

export interface ControlRequest {
  readonly method: string
  /** The segments of the path, without empty ones. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** The part of the stage that the control interface can use. */
export interface ControlledStage {
  createStream(options: StreamOptions): Promise<StageStream>
  stream(id: string): StageStream | undefined
  streams(): readonly StageStream[]
}

const maxBodyBytes = 64 * 1024

/** Answers one request of the control interface with JSON, or throws a `StageError`. */
export async function serveControl(stage: ControlledStage, control: ControlRequest): Promise<void> {
  const { path, request, response } = control
  const [root, id, , name] = path
  const route = routeOf(control)
  const stream = (): StageStream => {
    const found = id === undefined ? undefined : stage.stream(id)
    if (!found) throw unknownStream(id ?? '', stage)
    return found
  }
  const fault = (): Parameters<StageStream['inject']>[0] => {
    if (name === undefined || !isFaultName(name)) throw unknownFault(name ?? '')
    return name
  }
  if (root !== 'streams' && route !== 'GET health') throw noRoute(path)
  switch (route) {
    case 'GET health':
      return send(response, 200, { status: 'ok', streams: stage.streams().length })
    case 'GET streams':
      return send(response, 200, stage.streams().map(describe))
    case 'POST streams':
      return send(
        response,
        201,
        describe(await stage.createStream(readStreamOptions(await readJson(request)))),
      )
    case 'GET streams/*':
      return send(response, 200, describe(stream()))
    case 'DELETE streams/*':
      await stream().close()
      return send(response, 200, { id })
    case 'POST streams/*/token':
      return send(response, 200, stream().newToken())
    case 'GET streams/*/requests':
      return send(response, 200, { counts: stream().requestCounts(), requests: stream().requests() })
    case 'GET streams/*/events':
      return sendEventLog(stream(), control)
    case 'GET streams/*/webhooks':
      return send(response, 200, describeWebhooks(stream()))
    case 'POST streams/*/webhooks':
      stream().sendWebhooks(readSenderOptions(await readJson(request)))
      return send(response, 201, describeWebhooks(stream()))
    case 'PATCH streams/*/webhooks': {
      const { webhooks } = stream()
      if (!webhooks) throw new StageError(409, 'No webhooks are sent; POST their options first.')
      webhooks.set(readSwitches(await readJson(request)))
      return send(response, 200, describeWebhooks(stream()))
    }
    case 'POST streams/*/faults/*':
      return send(response, 200, await stream().inject(fault(), await readJson(request)))
    case 'DELETE streams/*/faults/*':
      return send(response, 200, { fault: fault(), lifted: await stream().lift(fault()) })
    default:
      throw noRoute(path)
  }
}

/** The method and the path, with `*` for ids and names. */
export function routeOf({ method, path }: Pick<ControlRequest, 'method' | 'path'>): string {
  return `${method} ${path.map((piece, index) => (index === 1 || index === 3 ? '*' : piece)).join('/')}`
}

export function wholeNumber(what: string, value: unknown, max: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) return value
  throw new StageError(400, `${what} must be a whole number from 0 to ${max}.`)
}

export function unknownStream(id: string, stage: Pick<ControlledStage, 'streams'>): StageError {
  return new StageError(404, `There is no stream "${id}".`, {
    streams: stage.streams().map((stream) => stream.id),
  })
}

export function noRoute(path: readonly string[]): StageError {
  return new StageError(404, `The stage has nothing at /${path.join('/')}.`, {
    routes: [
      '/health',
      '/streams',
      '/streams/:id',
      '/streams/:id/faults/:name',
      '/streams/:id/webhooks',
      '/status/:id',
      '/live/:id/index.m3u8',
      '/applications',
      '/applications/:id',
      '/applications/:id/faults/:name',
      '/session/:id',
      '/pixel-streams',
      '/pixel-streams/:id',
      '/pixel-streams/:id/faults/:name',
    ],
  })
}

function describe(stream: StageStream): Record<string, unknown> {
  const { id, url, statusUrl, options, state } = stream
  return { id, url, statusUrl, options, state }
}

function describeWebhooks({ webhooks }: StageStream): Record<string, unknown> {
  if (!webhooks) return { options: null, deliveries: [] }
  // The secret never leaves the stage again.
  const { secret, ...options } = webhooks.options
  return {
    options: { ...options, secret: secret.length > 0 ? 'set' : '' },
    deliveries: webhooks.deliveries(),
  }
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

/**
 * A request that changes something must be JSON: a form on a website cannot send JSON. Throws a `StageError` (415)
 * otherwise.
 */
export function expectJson({ method = '', headers }: IncomingMessage): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return
  const type = headers['content-type']
  const empty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
  if (type === undefined && empty) return
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw new StageError(415, 'The body must be JSON, and its content-type application/json.')
}

/** The request's JSON body; an empty body counts as `{}`. Throws a `StageError`: 413 when too large, 400 on invalid JSON. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) throw new StageError(413, `The body is larger than ${maxBodyBytes} bytes.`)
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString().trim()
  if (text === '') return {}
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new StageError(400, 'The body is not valid JSON.')
  }
}

interface EventSource {
  events(): readonly { readonly type: string }[]
  on(listener: (event: { readonly type: string }) => void): () => void
}

/** Server-sent events: the remembered ones, then new ones. Viewers' requests only with `?requests=1`. */
export function sendEventLog(source: EventSource, { query, response }: ControlRequest): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const write = (event: { readonly type: string }): void => {
    if (event.type === 'request' && query.get('requests') !== '1') return
    response.write(`data: ${JSON.stringify(event)}\n\n`)
    if (event.type === 'closed') response.end()
  }
  source.events().forEach(write)
  response.once('close', source.on(write))
}
