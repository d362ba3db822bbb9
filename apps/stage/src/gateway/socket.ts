import * as v from 'valibot'
import type { WebSocket } from 'ws'
import {
  bounds,
  clientMessage,
  closes,
  type ClientMessage,
  type ClientMessageOf,
  type CloseCode,
  type ServerMessage,
} from '@standby/gateway/protocol'
import type { Connection } from './connection.ts'
import { createAlarm, type Clock } from './gateway-clock.ts'

export interface SocketListener {
  /** Called for the first message. The returned receiver gets what follows; null: the socket was closed. */
  onRequest(connection: Connection, request: ClientMessageOf<'request'>): SocketReceiver | null
  onMalformed(what: string): void
}

export interface SocketReceiver {
  onMessage(message: Exclude<ClientMessage, { type: 'request' | 'ping' | 'pong' }>): void
  onMalformed(what: string): void
  onLost(): void
}

const requestTimeoutMs = 10_000
/** The rate that the protocol requires a server to read; a client that sends more is faulty or malicious. */
const maxMessagesPerSecond = 100
/** Time for the client to answer the close frame; then the socket is cut. */
const closeTimeoutMs = 2000

/** Speaks the protocol on one socket: request first, heartbeats both ways, bounded input. Never throws. */
export function serveSocket(
  socket: WebSocket,
  { clock, heartbeatMs }: { clock: Clock; heartbeatMs: number },
  listener: SocketListener,
): void {
  let receiver: SocketReceiver | null = null
  let [silent, over, pings, heardAt] = [false, false, 0, clock.now()]
  let [second, messages] = [0, 0]
  const complained = new Set<string>()
  const requestAlarm = createAlarm(clock)
  const heartbeat = createAlarm(clock)

  const send = (message: ServerMessage): void => {
    if (!silent && !over && socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
  }
  const finish = (): void => {
    if (over) return
    over = true
    requestAlarm.clear()
    heartbeat.clear()
    // The closing handshake can take time, but the viewer is unreachable from now on.
    receiver?.onLost()
  }
  const connection: Connection = {
    simulated: false,
    send,
    close(code: CloseCode, reason = '', retryAfterMs?: number) {
      if (over) return
      if (retryAfterMs !== undefined) send({ type: 'closing', retryAfterMs })
      finish()
      socket.close(code, (closes[code] as readonly string[]).includes(reason) ? reason : '')
      const cut = clock.after(closeTimeoutMs, () => socket.terminate())
      socket.once('close', cut)
    },
    destroy() {
      finish()
      socket.terminate()
    },
    silence(on) {
      silent = on
    },
  }

  const complain = (what: string): void => {
    if (complained.has(what)) return
    complained.add(what)
    if (receiver) receiver.onMalformed(what)
    else listener.onMalformed(what)
  }
  const receive = (message: ClientMessage): void => {
    if (message.type === 'ping') return send({ type: 'pong', id: message.id })
    if (message.type === 'pong') return
    if (message.type === 'request') {
      if (receiver) return connection.close(1002, 'request-twice')
      requestAlarm.clear()
      receiver = listener.onRequest(connection, message)
      return
    }
    if (receiver) receiver.onMessage(message)
    else connection.close(1002, 'request-first')
  }

  socket.on('message', (bytes, isBinary) => {
    if (over) return
    heardAt = clock.now()
    const now = Math.floor(heardAt / 1000)
    if (now !== second) [second, messages] = [now, 0]
    if (++messages > maxMessagesPerSecond) return complain('too many messages')
    if (isBinary) return complain('a binary frame')
    const json = parseJson(String(bytes))
    if (json === undefined) return connection.close(1002, 'not-json')
    const parsed = v.safeParse(clientMessage, json)
    if (parsed.success) receive(parsed.output)
    else complain('a message that is not in the protocol')
  })
  socket.on('error', () => complain('a frame that is not in the protocol'))
  socket.once('close', finish)

  send({ type: 'welcome', heartbeatMs })
  requestAlarm.set(requestTimeoutMs, () => connection.close(1002, 'request-first'))
  const beat = (): void => {
    // A silenced client gets no pings, so it cannot answer them.
    if (silent) heardAt = clock.now()
    if (clock.now() - heardAt >= 2 * heartbeatMs) return connection.close(1008, 'silent')
    send({ type: 'ping', id: ++pings })
    heartbeat.set(heartbeatMs, beat)
  }
  heartbeat.set(heartbeatMs, beat)
}

/** Max size of one frame for `ws`, bytes. */
export const maxFrameBytes = bounds.frameBytes

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
