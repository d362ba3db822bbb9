import * as v from 'valibot'
import { WebSocket } from 'ws'
import {
  toStreamerMessage,
  type StreamerMessage,
  type ToStreamerMessage,
} from '../signalling/signalling-messages.ts'

export interface StreamerLinkOptions {
  readonly url: string
  /** The id to request on each connection. */
  readonly id: string
  /** The server has registered this streamer with this id. */
  onRegistered(id: string): void
  onMessage(message: Exclude<ToStreamerMessage, { type: 'identify' | 'endpointIdConfirm' | 'ping' }>): void
}

/** A streamer's connection to its signalling server. It reconnects every 200 ms until the server is back. */
export interface StreamerLink {
  send(message: StreamerMessage): void
  /** Leaves the server, or comes back. */
  attend(on: boolean): void
  /** Requests another id. */
  rename(id: string): void
  close(): void
}

const reconnectAfterMs = 200
const epicProtocolVersion = '1.3.0'

export function openStreamerLink(options: StreamerLinkOptions): StreamerLink {
  let socket: WebSocket | null = null
  let again: NodeJS.Timeout | undefined
  let [id, wanted] = [options.id, true]

  const send = (message: StreamerMessage): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const introduce = (): void => send({ type: 'endpointId', id, protocolVersion: epicProtocolVersion })
  const receive = (message: ToStreamerMessage): void => {
    switch (message.type) {
      case 'identify':
        return introduce()
      case 'endpointIdConfirm':
        return options.onRegistered(message.committedId)
      case 'ping':
        return send({ type: 'pong', time: message.time })
      default:
        return options.onMessage(message)
    }
  }
  const connect = (): void => {
    const opened = new WebSocket(options.url)
    socket = opened
    opened.on('message', (bytes: Buffer) => {
      const parsed = v.safeParse(toStreamerMessage, parseJson(bytes.toString()))
      if (parsed.success) receive(parsed.output)
    })
    opened.on('error', () => undefined)
    opened.on('close', () => {
      if (socket !== opened) return
      socket = null
      if (wanted) again = setTimeout(connect, reconnectAfterMs)
    })
  }
  connect()

  return {
    send,
    attend(on) {
      if (on === wanted) return
      wanted = on
      clearTimeout(again)
      if (on) return connect()
      const left = socket
      socket = null
      left?.close(1000)
    },
    rename(next) {
      id = next
      introduce()
    },
    close() {
      wanted = false
      clearTimeout(again)
      socket?.terminate()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
