import { type Environment, isSendable, rateLimit, warnOnce } from '@standby/core/source'
import { type Close, readClose } from './close-reading.ts'
import { watchHeartbeat } from './heartbeat.ts'
import type { ClientMessage } from './protocol/client-messages.ts'
import { subprotocol } from './protocol/closes.ts'
import type { ServerMessage } from './protocol/server-messages.ts'
import { readMessage } from './read-message.ts'
import { open, type WebSocketClass } from './web-socket.ts'

/** What the socket keeps for itself: its own heartbeat, and what belongs to its close. */
export type SessionMessage = Exclude<ServerMessage, { type: 'welcome' | 'ping' | 'pong' | 'closing' }>

/** A busy gateway sends a few a second. */
export const rate = { perSecond: 200, atOnce: 1000 } as const
/** A gateway that asks for more is not waited for by the clock. */
const longestRetryAfterMs = 300_000

export interface SocketHost {
  message(message: SessionMessage): void
  /** Once, and nothing comes after it. Not after a `close` of ours. */
  closed(close: Close): void
}

export interface GatewaySocket {
  /** `false` where it could not be sent: not open yet, or not any more. */
  send(message: ClientMessage): boolean
  /** At once, as far as we are concerned: nothing is heard of it any more. A code that browsers refuse goes as 1000. */
  close(code: number, reason?: string): void
}

export interface SocketOptions {
  readonly WebSocket: WebSocketClass
  readonly url: string
  readonly environment: Environment
  /** Said first, as soon as it is open. */
  readonly request: ClientMessage
  readonly host: SocketHost
}

/** One socket: opens it, says the request, reads what comes, answers pings, notices silence. Throws as `new WebSocket` does. */
export function openSocket({ WebSocket, url, environment, request, host }: SocketOptions): GatewaySocket {
  const socket = new WebSocket(url, subprotocol)
  const withinRate = rateLimit(environment, rate)
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
      // A reason that is too long, or a socket that refuses: closed without words.
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

  const take = (message: ServerMessage) => {
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
            : // All who are sent away in one moment would come back in one, too.
              Math.min(message.retryAfterMs, longestRetryAfterMs) * (1 + environment.random() / 2)
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
        `the gateway sent more than ${rate.perSecond} messages a second. The session was ended with 1008, since ` +
          'such a flood would freeze the page. Send what changes once a second at most (docs/protocol.md).',
      )
      return end({ code: 1008, cause: 'server' })
    }
    const message = readMessage(data)
    if (message) take(message)
  }
  // What it has to say comes with the close. It stays: the `ws` package throws where nobody listens.
  socket.onerror = () => {}
  socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: unknown }) => {
    heartbeat.stop()
    socket.onopen = socket.onmessage = socket.onclose = null
    host.closed(readClose(code, reason, retryAfterMs))
  }

  return { send, close }
}
