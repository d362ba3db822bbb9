import { type Close, type Environment, isSendable, rateLimit, warnOnce } from '@standby/core/source'
import { readClose } from './close-reading.ts'
import { watchHeartbeat } from './heartbeat.ts'
import type { ClientMessage } from '../protocol/client-messages.ts'
import { subprotocol } from '../protocol/closes.ts'
import type { ServerMessage } from '../protocol/server-messages.ts'
import { readMessage } from './read-message.ts'
import { open, type WebSocketClass } from './web-socket.ts'
import { maxRetryAfterMs, messageRate } from '../limits.ts'

/** Messages for the session. The socket handles heartbeats and `closing` itself. */
export type SessionMessage = Exclude<ServerMessage, { type: 'welcome' | 'ping' | 'pong' | 'closing' }>

export interface SocketHost {
  message(message: SessionMessage): void
  /** Called once, as the last call. Not called after our own `close`. */
  closed(close: Close): void
}

export interface GatewaySocket {
  /** Returns `false` if the socket is not open. */
  send(message: ClientMessage): boolean
  /** Closes the socket. No event follows. A code that browsers refuse is sent as 1000. */
  close(code: number, reason?: string): void
}

export interface SocketOptions {
  readonly WebSocket: WebSocketClass
  readonly url: string
  readonly environment: Environment
  /** Sent first, as soon as the socket is open. */
  readonly request: ClientMessage
  readonly host: SocketHost
}

/** Opens a socket, sends the request, reads messages, answers pings and notices silence. Throws what `new WebSocket` throws. */
export function openSocket({ WebSocket, url, environment, request, host }: SocketOptions): GatewaySocket {
  const socket = new WebSocket(url, subprotocol)
  const withinRate = rateLimit(environment, messageRate)
  let pings = 0
  let retryAfterMs: number | undefined

  const send = (message: ClientMessage): boolean => {
    if (socket.readyState !== open) return false
    try {
      socket.send(JSON.stringify(message))
      return true
    } catch {
      return false
    }
  }

  const close = (code: number, reason?: string) => {
    heartbeat.stop()
    socket.onopen = socket.onmessage = socket.onclose = null
    try {
      if (isSendable(code)) socket.close(code, reason)
      else socket.close(1000)
    } catch {
      // The reason is too long, or the socket refuses the code: close without both.
      socket.close()
    }
  }

  const end = (how: Close) => {
    close(1000)
    host.closed(how)
  }

  const heartbeat = watchHeartbeat(environment, {
    ask: () => void send({ type: 'ping', id: ++pings }),
    gone: () => end(readClose(1006, '', retryAfterMs)),
  })

  const handle = (message: ServerMessage) => {
    switch (message.type) {
      case 'welcome':
        return heartbeat.expectEvery(message.heartbeatMs)
      case 'ping':
        return void send({ type: 'pong', id: message.id })
      case 'pong':
        return
      case 'closing':
        retryAfterMs =
          message.retryAfterMs === undefined
            ? undefined
            : // Spread, because clients that are closed together would come back together.
              Math.min(message.retryAfterMs, maxRetryAfterMs) * (1 + environment.random() / 2)
        return
      default:
        host.message(message)
    }
  }

  socket.onopen = () => {
    heartbeat.heard()
    send(request)
  }
  socket.onmessage = ({ data }: { readonly data: unknown }) => {
    heartbeat.heard()
    if (!withinRate()) {
      warnOnce(
        'gateway:rate',
        `the gateway sent more than ${messageRate.perSecond} messages a second. The session was ended with 1008, because ` +
          'such a flood would freeze the page. Send each change max once a second (docs/protocol.md).',
      )
      return end({ code: 1008, cause: 'server' })
    }
    const message = readMessage(data)
    if (message) handle(message)
  }
  // The close event follows and has the details. The empty handler stays: without one the `ws` package throws.
  socket.onerror = () => {}
  socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: unknown }) => {
    heartbeat.stop()
    socket.onopen = socket.onmessage = socket.onclose = null
    host.closed(readClose(code, reason, retryAfterMs))
  }

  return { send, close }
}
