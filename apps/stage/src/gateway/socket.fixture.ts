import * as v from 'valibot'
import { WebSocket } from 'ws'
import {
  serverMessage,
  subprotocol,
  type ClientMessage,
  type ServerMessage,
  type ServerMessageOf,
} from '@standby/gateway/protocol'

/** A viewer on a real socket, without the client library. It answers pings unless `answers` is false. */
export interface SocketViewer {
  readonly socket: WebSocket
  readonly heard: readonly ServerMessage[]
  say(message: ClientMessage): void
  /** The first message of a type that passes the test, including past ones. */
  hear<Type extends ServerMessage['type']>(
    type: Type,
    test?: (message: ServerMessageOf<Type>) => boolean,
  ): Promise<ServerMessageOf<Type>>
  readonly closed: Promise<{ code: number; reason: string }>
}

const open = new Set<WebSocket>()

/** Closes every socket; for `afterEach`. */
export function closeSockets(): void {
  for (const socket of open) socket.terminate()
  open.clear()
}

export function connectSocket(url: string, { answers = true }: { answers?: boolean } = {}): SocketViewer {
  const socket = new WebSocket(url, subprotocol)
  open.add(socket)
  const heard: ServerMessage[] = []
  const waiting = new Set<(message: ServerMessage) => void>()
  const toSay: string[] = []
  socket.on('open', () => {
    for (const text of toSay.splice(0)) socket.send(text)
  })
  const say = (message: ClientMessage): void => {
    if (socket.readyState === socket.CONNECTING) toSay.push(JSON.stringify(message))
    else socket.send(JSON.stringify(message))
  }
  socket.on('message', (bytes) => {
    const message = v.parse(serverMessage, JSON.parse(String(bytes)))
    heard.push(message)
    if (message.type === 'ping' && answers) say({ type: 'pong', id: message.id })
    for (const listener of waiting) listener(message)
  })
  socket.on('error', () => undefined)
  return {
    socket,
    heard,
    say,
    hear: (type, test = () => true) =>
      new Promise((resolve) => {
        const listener = (message: ServerMessage): void => {
          if (message.type !== type || !test(message as never)) return
          waiting.delete(listener)
          resolve(message as never)
        }
        waiting.add(listener)
        for (const message of heard) listener(message)
      }),
    closed: new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
    ),
  }
}

/** A viewer that has sent its request. */
export function requestSession(
  { gatewayUrl, id }: { gatewayUrl: string; id: string },
  more: { resumeToken?: string } = {},
): SocketViewer {
  const viewer = connectSocket(gatewayUrl)
  viewer.say({ type: 'request', app: id, media: ['whep'], ...more })
  return viewer
}
