import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { subprotocol } from '@standby/gateway/protocol'
import { refuseUpgrade } from '../control/loopback-server.ts'
import { StageError } from '../control/stage-error.ts'
import { readApplicationOptions, type ApplicationOptions } from './application-options.ts'
import { realClock, type Clock } from './gateway-clock.ts'
import type { StartWorker } from './queue/pool.ts'
import { maxFrameBytes, serveSocket } from './socket.ts'
import { createStageApplication, type StageApplication, type StagedApplication } from './stage-application.ts'

export interface Gateway {
  /** Accepts WebSockets at `/session`, refuses the rest. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, target: URL): void
  createApplication(options?: ApplicationOptions): StageApplication
  application(id: string): StageApplication | undefined
  applications(): readonly StageApplication[]
  close(): Promise<void>
}

/** Each can run several processes; more than this is probably a loop that does not close them. */
const maxApplications = 32
const defaultHeartbeatMs = 10_000

/** Sessions over WebSocket, for up to 32 applications side by side. */
export function createGateway(deps: {
  /** Base URL of the gateway, such as `ws://127.0.0.1:4174`. */
  url: () => string
  freshId: () => string
  clock?: Clock
  startWorker?: StartWorker
}): Gateway {
  const { clock = realClock } = deps
  const applications = new Map<string, StagedApplication>()
  const socketsOf = new Map<string, Set<WebSocket>>()
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  })

  const serve = (socket: WebSocket, wanted: string | undefined): void => {
    const heartbeatMs = applications.get(wanted ?? '')?.options.heartbeatMs ?? defaultHeartbeatMs
    let counted = wanted
    const count = (id: string): void => {
      socketsOf.get(counted ?? '')?.delete(socket)
      counted = id
      socketsOf.get(id)?.add(socket)
    }
    if (wanted !== undefined) count(wanted)
    socket.once('close', () => socketsOf.get(counted ?? '')?.delete(socket))
    serveSocket(
      socket,
      { clock, heartbeatMs },
      {
        onRequest(connection, request) {
          const staged = applications.get(request.app)
          if (!staged) {
            connection.close(4002)
            return null
          }
          count(staged.id)
          const { application } = staged
          const place = application.admit(connection, request)
          return (
            place && {
              onMessage: (message) => application.receive(place, message),
              onMalformed: (what) => application.events.emit({ type: 'malformed', viewer: place.id, what }),
              onLost: () => application.lost(place, connection),
            }
          )
        },
        onMalformed(what) {
          applications.get(wanted ?? '')?.application.events.emit({ type: 'malformed', viewer: null, what })
        },
      },
    )
  }

  return {
    upgrade(request, socket, head, { pathname }) {
      const path = pathname.split('/').filter(Boolean)
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim())
      const status =
        path[0] !== 'session' || path.length > 2
          ? '404 Not Found'
          : offered.includes(subprotocol)
            ? null
            : '400 Bad Request'
      if (status !== null) return refuseUpgrade(socket, status)
      server.handleUpgrade(request, socket, head, (opened) => serve(opened, path[1]))
    },
    createApplication(wanted = {}) {
      const options = readApplicationOptions(wanted, deps.freshId)
      const { id } = options
      if (applications.has(id)) throw new StageError(409, `There is an application "${id}" already.`)
      if (applications.size >= maxApplications)
        throw new StageError(429, `The stage holds ${maxApplications} applications; close one.`)
      const sockets = new Set<WebSocket>()
      socketsOf.set(id, sockets)
      const staged = createStageApplication(options, {
        gatewayUrl: `${deps.url()}/session/${id}`,
        clock,
        ...(deps.startWorker ? { startWorker: deps.startWorker } : {}),
        sockets: () => sockets.size,
        onClose() {
          applications.delete(id)
          socketsOf.delete(id)
        },
      })
      applications.set(id, staged)
      return staged
    },
    application: (id) => applications.get(id),
    applications: () => [...applications.values()],
    async close() {
      await Promise.all([...applications.values()].map((each) => each.close()))
      for (const socket of server.clients) socket.terminate()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
