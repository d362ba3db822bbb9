import { once } from 'node:events'
import { subprotocol, type ServerMessage } from '@standby/gateway/protocol'
import type { StageApplication } from '@standby/stage'
import { WebSocket } from 'ws'

/** A viewer with a real socket, without browser and media. */
export interface SocketViewer {
  /** Every position in the queue that it was told, in order. */
  readonly positions: readonly number[]
  readonly worker: string | null
  /** Resolves with the next message of this type. */
  heard(type: ServerMessage['type']): Promise<void>
  /** Sends `leave` and closes. */
  leave(): void
  /** Cuts the socket without a message. */
  drop(): void
}

/** Resolves once the application has queued the viewer or assigned a worker. */
export async function startSocketViewer(application: StageApplication): Promise<SocketViewer> {
  const socket = new WebSocket(application.gatewayUrl, subprotocol)
  const positions: number[] = []
  const waits = new Set<(message: ServerMessage) => void>()
  let worker: string | null = null
  const say = (message: object): void => socket.send(JSON.stringify(message))
  socket.on('message', (bytes) => {
    const message = JSON.parse(String(bytes)) as ServerMessage
    if (message.type === 'ping') say({ type: 'pong', id: message.id })
    if (message.type === 'queued') positions.push(message.position)
    if (message.type === 'assigned') worker = message.worker
    for (const wait of Array.from(waits)) wait(message)
  })
  const until = (types: readonly ServerMessage['type'][]) =>
    new Promise<void>((resolve) => {
      const wait = (message: ServerMessage) => {
        if (!types.includes(message.type)) return
        waits.delete(wait)
        resolve()
      }
      waits.add(wait)
    })
  await once(socket, 'open')
  const answered = until(['queued', 'assigned'])
  say({ type: 'request', app: application.id, media: ['whep'] })
  await answered
  return {
    positions,
    get worker() {
      return worker
    },
    heard: (type) => until([type]),
    leave() {
      say({ type: 'leave' })
      socket.close(1000)
    },
    drop: () => socket.terminate(),
  }
}
