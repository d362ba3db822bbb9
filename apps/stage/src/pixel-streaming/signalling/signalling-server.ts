import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { realClock } from '../../gateway/gateway-clock.ts'
import { createLoopbackServer, refuseUpgrade } from '../../control/loopback-server.ts'
import { createSignallingActions } from './signalling-actions.ts'
import type {
  SignallingAction,
  SignallingEvent,
  SignallingNews,
  SignallingOptions,
} from './signalling-process-messages.ts'
import type { SignallingReceiver, SignallingSocket } from './signalling-socket.ts'
import { createSignalling } from './signalling.ts'

export interface SignallingServer {
  readonly port: number
  run(action: SignallingAction): readonly string[]
  close(): void
}

const maxFrameBytes = 1024 * 1024
/** Time for the other side to answer the close frame; then the socket is cut. */
const closeTimeoutMs = 2000

/** Serves players at `/` and streamers at `/streamer/:secret`, on a loopback port. Resolves once it listens. */
export async function startSignallingServer(
  options: SignallingOptions,
  tell: (news: SignallingNews) => void,
): Promise<SignallingServer> {
  const events: SignallingEvent[] = []
  let due = false
  /** Sends the state first, so that a listener of an event already sees the new state. */
  const flush = (): void => {
    due = false
    tell({ type: 'state', state: signalling.state() })
    for (const event of events.splice(0)) tell({ type: 'event', event })
  }
  const changed = (): void => {
    if (due) return
    due = true
    queueMicrotask(() => due && flush())
  }
  const signalling = createSignalling(options, {
    clock: realClock,
    onEvent(event) {
      events.push(event)
      changed()
    },
    onState: changed,
  })
  const actions = createSignallingActions(signalling, realClock)
  for (const fault of options.held) actions.run({ type: 'inject', ...fault })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes })
  const server = createLoopbackServer({
    request: (_, response) =>
      void response
        .writeHead(426, { 'content-type': 'text/plain' })
        .end('Only WebSockets are served here.\n'),
    upgrade(request, socket, head, { pathname }) {
      const streamer = pathname === `/streamer/${options.streamerSecret}`
      if (!streamer && pathname !== '/') return refuseUpgrade(socket, '404 Not Found')
      return sockets.handleUpgrade(request, socket, head, (opened) =>
        serve(opened, streamer ? signalling.acceptStreamer : signalling.acceptPlayer),
      )
    },
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  tell({ type: 'ready', port })
  return {
    port,
    run(action) {
      const viewers = actions.run(action)
      flush()
      return viewers
    },
    close() {
      actions.close()
      signalling.close()
      for (const socket of sockets.clients) socket.terminate()
      server.close()
      server.closeAllConnections()
    },
  }
}

function serve(socket: WebSocket, accept: (socket: SignallingSocket) => SignallingReceiver): void {
  let silent = false
  const sendRaw = (data: string | Buffer): void => {
    if (!silent && socket.readyState === socket.OPEN) socket.send(data)
  }
  const receiver = accept({
    send: (message) => sendRaw(JSON.stringify(message)),
    sendRaw,
    close(code, reason = '') {
      if (code === null) socket.close()
      else socket.close(code, reason)
      setTimeout(() => socket.terminate(), closeTimeoutMs).unref()
    },
    destroy: () => socket.terminate(),
    silence(on) {
      silent = on
    },
  })
  socket.on('message', (bytes: Buffer, isBinary) => {
    if (isBinary) return receiver.onMalformed('a binary frame')
    const message = parseJson(bytes.toString())
    if (message === undefined) receiver.onMalformed('a frame that is not JSON')
    else receiver.onMessage(message)
  })
  socket.on('error', () => receiver.onMalformed('a frame that breaks the WebSocket protocol'))
  socket.on('close', (code, reason) => receiver.onClose(code, reason.toString()))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
