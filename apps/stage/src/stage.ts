import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expectJson, send, serveControl, unknownStream } from './control/api.ts'
import { segmentMs } from './hls/encoding/encoder-arguments.ts'
import { findFfmpeg } from './process/ffmpeg.ts'
import type { ApplicationOptions } from './gateway/application-options.ts'
import { serveApplications } from './gateway/applications-api.ts'
import { createGateway } from './gateway/gateway.ts'
import type { StageApplication } from './gateway/stage-application.ts'
import { createLoopbackServer } from './control/loopback-server.ts'
import { serveViewer } from './hls/origin.ts'
import { servePixelStreams } from './pixel-streaming/pixel-streams-api.ts'
import { createPixelStreams, type PixelStreams } from './pixel-streaming/pixel-streams.ts'
import { StageError } from './control/stage-error.ts'
import {
  readStreamOptions,
  resolveStreamOptions,
  type ResolvedStreamOptions,
  type StreamOptions,
} from './hls/stream-options.ts'
import type { StageStream } from './hls/stage-stream.ts'
import { Stream } from './hls/stream.ts'
import { openStatusHub, type StatusHub } from './webhooks/status-hub.ts'

export interface StageOptions {
  /** 0: any free port. */
  readonly port?: number
  readonly host?: string
  /** Called with one line for each event. */
  readonly log?: (line: string) => void
  /** Closes what was created over HTTP after this long without a request, ms. Default 600,000. */
  readonly unusedAfterMs?: number
}

export interface Stage extends Omit<PixelStreams, 'close'> {
  readonly url: string
  readonly port: number
  /** Resolves once the stream can be watched; at once when it is not live yet. */
  createStream(options?: StreamOptions): Promise<StageStream>
  stream(id: string): StageStream | undefined
  streams(): readonly StageStream[]
  /** An interactive application: a queue before a pool of workers. Throws on bad options. */
  createApplication(options?: ApplicationOptions): StageApplication
  application(id: string): StageApplication | undefined
  applications(): readonly StageApplication[]
  /** Ends every encoder, every worker and the server. */
  close(): Promise<void>
}

const defaultUnusedAfterMs = 600_000
/** Each stream runs an encoder process; more than this is probably a loop that does not close them. */
const maxStreams = 32
/** A player starts three segments behind the edge. */
const minSegments = 3

/** Starts the stage: an HTTP server that makes live streams and breaks them. Rejects when the port is taken. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const {
    port = 0,
    host = '127.0.0.1',
    log = () => undefined,
    unusedAfterMs = defaultUnusedAfterMs,
  } = options
  const ffmpeg = findFfmpeg()
  const streams = new Map<string, Stream>()
  const createdOverHttp = new WeakSet<StageStream>()
  const hubs = new Map<string, StatusHub>()
  let url = ''
  const gateway = createGateway({ url: () => url.replace('http', 'ws'), freshId })
  const pixelStreams = createPixelStreams(freshId)
  /** Epoch ms of the last request for each application and pixel stream that was created over HTTP. */
  const applicationsOverHttp = new Map<string, number>()
  const pixelStreamsOverHttp = new Map<string, number>()

  const open = async (resolved: ResolvedStreamOptions): Promise<StageStream> => {
    if (streams.has(resolved.id)) throw new StageError(409, `There is a stream "${resolved.id}" already.`)
    if (streams.size >= maxStreams)
      throw new StageError(429, `The stage holds ${maxStreams} streams; close one.`)
    const { id, platform } = resolved
    const liveUrl = (of: string): string => `${url}/live/${of}/index.m3u8`
    const statusUrl = platform === 'none' ? null : `${url}/status/${id}`
    const stream: Stream = new Stream({
      ffmpeg,
      options: resolved,
      url: liveUrl(id),
      statusUrl,
      createSibling: async (sibling) => {
        const created = await open({ ...sibling, id: freshId(), platform: 'none' })
        if (createdOverHttp.has(stream)) createdOverHttp.add(created)
        return created
      },
      find: (id) => streams.get(id),
      onClose: (closed) => {
        streams.delete(closed.id)
        hubs.get(closed.id)?.close()
        hubs.delete(closed.id)
      },
    })
    streams.set(id, stream)
    if (platform !== 'none' && statusUrl !== null)
      hubs.set(id, openStatusHub(stream, platform, { url: statusUrl, liveUrl }))
    stream.on((event) => {
      if (event.type !== 'request' && event.type !== 'segment-listed')
        log(`${stream.id} ${JSON.stringify(event)}`)
    })
    try {
      if (resolved.live) await stream.ready(Math.max(minSegments, Math.floor(resolved.warmMs / segmentMs)))
      return stream
    } catch (error) {
      await stream.close()
      throw error
    }
  }
  const createStream = (wanted: StreamOptions = {}): Promise<StageStream> =>
    open(resolveStreamOptions(readStreamOptions(wanted), freshId))
  const control = {
    stream: (id: string) => streams.get(id),
    streams: () => [...streams.values()],
    createStream: async (wanted: StreamOptions) => {
      const created = await createStream(wanted)
      createdOverHttp.add(created)
      return created
    },
  }

  const controlledGateway = {
    ...gateway,
    createApplication(wanted: ApplicationOptions) {
      const created = gateway.createApplication(wanted)
      applicationsOverHttp.set(created.id, Date.now())
      return created
    },
  }

  const controlledPixelStreams = {
    ...pixelStreams,
    async createPixelStream(wanted?: Parameters<PixelStreams['createPixelStream']>[0]) {
      const created = await pixelStreams.createPixelStream(wanted)
      pixelStreamsOverHttp.set(created.id, Date.now())
      return created
    },
  }

  const handle = async (request: IncomingMessage, response: ServerResponse, target: URL): Promise<void> => {
    const path = target.pathname.split('/').filter(Boolean)
    const stream = path[1] === undefined ? undefined : streams.get(path[1])
    if (path[0] === 'live') {
      if (!stream) throw unknownStream(path[1] ?? '', control)
      return serveViewer(stream, {
        path: path.slice(2).join('/'),
        query: target.searchParams,
        request,
        response,
      })
    }
    if (stream) stream.usedAt = Date.now()
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const asked = { method: request.method ?? '', path, query: target.searchParams, request, response }
    const [root, id = ''] = path
    if (root === 'status') {
      const hub = hubs.get(id)
      if (!hub) throw unknownStream(id, control)
      return hub.answer(request, response)
    }
    expectJson(request)
    const overHttp = root === 'applications' ? applicationsOverHttp : pixelStreamsOverHttp
    if (overHttp.has(id)) overHttp.set(id, Date.now())
    if (root === 'applications') return serveApplications(controlledGateway, asked)
    if (root === 'pixel-streams') return servePixelStreams(controlledPixelStreams, asked)
    return serveControl(control, asked)
  }
  const server = createLoopbackServer({
    request(request, response, target) {
      handle(request, response, target).catch((error: unknown) => answerError(response, error))
    },
    upgrade: gateway.upgrade,
  })
  await listen(server, port, host)
  const bound = (server.address() as AddressInfo).port
  url = `http://${host}:${bound}`

  const sweep = setInterval(
    () => {
      for (const stream of streams.values()) {
        if (createdOverHttp.has(stream) && Date.now() - stream.usedAt > unusedAfterMs) void stream.close()
      }
      closeUnused(applicationsOverHttp, gateway.application, unusedAfterMs)
      closeUnused(pixelStreamsOverHttp, pixelStreams.pixelStream, unusedAfterMs)
    },
    Math.min(unusedAfterMs, 10_000),
  )
  sweep.unref()

  let closing: Promise<void> | null = null
  return {
    url,
    port: bound,
    createStream,
    stream: control.stream,
    streams: control.streams,
    createApplication: gateway.createApplication,
    application: gateway.application,
    applications: gateway.applications,
    createPixelStream: pixelStreams.createPixelStream,
    pixelStream: pixelStreams.pixelStream,
    pixelStreams: pixelStreams.pixelStreams,
    close: () =>
      (closing ??= (async () => {
        clearInterval(sweep)
        await Promise.all([
          ...[...streams.values()].map((stream) => stream.close()),
          gateway.close(),
          pixelStreams.close(),
        ])
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      })()),
  }
}

/** Closes what has had no request and no open socket for `afterMs`. */
function closeUnused(
  usedAt: Map<string, number>,
  find: (id: string) => { state(): { readonly sockets: number }; close(): Promise<void> } | undefined,
  afterMs: number,
): void {
  for (const [id, at] of usedAt) {
    const found = find(id)
    if (!found) usedAt.delete(id)
    else if (found.state().sockets > 0) usedAt.set(id, Date.now())
    else if (Date.now() - at > afterMs) void found.close()
  }
}

function freshId(): string {
  return randomBytes(4).toString('hex')
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(
        taken
          ? new Error(
              `Standby: port ${port} is taken, so the stage cannot start; set STAGE_PORT to a free one.`,
            )
          : error,
      )
    })
    server.listen(port, host, resolve)
  })
}

function answerError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  // The rest of a refused body must still be read, or the connection breaks before the answer arrives.
  response.req.resume()
  const known = error instanceof StageError ? error : new StageError(500, String(error))
  send(response, known.status, { error: known.message, ...known.details })
}
