import type { AddressInfo } from 'node:net'
import * as v from 'valibot'
import { type WebSocket, WebSocketServer } from 'ws'
import { bounds } from '../protocol/bounds.ts'
import { type ClientMessage, clientMessage, type ClientMessageOf } from '../protocol/client-messages.ts'
import { subprotocol } from '../protocol/closes.ts'
import type { ServerMessage } from '../protocol/server-messages.ts'

export interface GatewayServerOptions {
  /** The names of the workers. Each serves one viewer. */
  readonly workers?: readonly string[]
  /** Viewers must accept a place. */
  readonly offers?: boolean
  readonly heartbeatMs?: number
  readonly queueWindowMs?: number
  readonly workerWindowMs?: number
  readonly ticket?: string
}

interface Viewer {
  token: string
  socket: WebSocket | null
  worker: string | null
  offer: string | null
  expiry: ReturnType<typeof setTimeout> | null
}

/** A minimal server of the open session protocol, with real sockets. */
export async function startGatewayServer({
  workers = ['worker-1'],
  offers = false,
  heartbeatMs = 10_000,
  queueWindowMs = 5000,
  workerWindowMs = 15_000,
  ticket,
}: GatewayServerOptions = {}) {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    maxPayload: bounds.frameBytes,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))

  const free = [...workers]
  const viewers = new Map<string, Viewer>()
  const queue: Viewer[] = []
  const sockets = new Set<WebSocket>()
  const heard: ClientMessage[] = []
  const waiting = new Set<() => void>()
  let tokens = 0
  let offered = 0

  const isEmpty = () => sockets.size === 0 && viewers.size === 0
  const changed = () => {
    if (!isEmpty()) return
    for (const resolve of waiting) resolve()
    waiting.clear()
  }

  const say = (socket: WebSocket | null, message: ServerMessage) => socket?.send(JSON.stringify(message))

  const assign = (viewer: Viewer, worker: string) => {
    viewer.worker = worker
    viewer.offer = null
    say(viewer.socket, {
      type: 'assigned',
      worker,
      media: { kind: 'scripted', url: `https://media.example.com/${worker}` },
      resumeToken: viewer.token,
      resumeWindowMs: workerWindowMs,
    })
  }

  const tellPosition = (viewer: Viewer) =>
    say(viewer.socket, {
      type: 'queued',
      position: queue.indexOf(viewer) + 1,
      length: queue.length,
      resumeToken: viewer.token,
      resumeWindowMs: queueWindowMs,
    })

  const serve = () => {
    while (free.length > 0 && queue.some(({ offer }) => offer === null)) {
      const next = queue.find(({ offer }) => offer === null)
      const worker = free.shift()
      if (!next || worker === undefined) break
      if (offers) {
        next.worker = worker
        next.offer = `offer-${++offered}`
        say(next.socket, { type: 'offered', offer: next.offer, expiresInMs: 10_000 })
      } else {
        queue.splice(queue.indexOf(next), 1)
        assign(next, worker)
      }
    }
    for (const viewer of queue) if (viewer.offer === null) tellPosition(viewer)
  }

  const forget = (viewer: Viewer) => {
    if (viewer.expiry) clearTimeout(viewer.expiry)
    if (!viewers.delete(viewer.token)) return
    if (queue.includes(viewer)) queue.splice(queue.indexOf(viewer), 1)
    if (viewer.worker !== null) free.push(viewer.worker)
    serve()
    changed()
  }

  const resume = (socket: WebSocket, token: string): Viewer | null => {
    const viewer = viewers.get(token)
    if (!viewer) return null
    if (viewer.expiry) clearTimeout(viewer.expiry)
    const older = viewer.socket
    viewer.socket = socket
    older?.close(4100)
    if (viewer.worker !== null && viewer.offer === null) assign(viewer, viewer.worker)
    else tellPosition(viewer)
    return viewer
  }

  const request = (socket: WebSocket, message: ClientMessageOf<'request'>): Viewer | null => {
    if (ticket !== undefined && message.ticket !== ticket) return (socket.close(1008, 'ticket-refused'), null)
    if (message.app === 'gone') return (socket.close(4002), null)
    if (!message.media.includes('scripted')) return (socket.close(1003, 'no-media-in-common'), null)
    if (message.resumeToken !== undefined) {
      const known = resume(socket, message.resumeToken)
      if (!known) socket.close(4007)
      return known
    }
    const viewer = { token: `token-${++tokens}`, socket, worker: null, offer: null, expiry: null }
    viewers.set(viewer.token, viewer)
    queue.push(viewer)
    serve()
    return viewer
  }

  server.on('connection', (socket) => {
    let viewer: Viewer | null = null
    let asked = false
    let pings = 0
    sockets.add(socket)
    say(socket, { type: 'welcome', heartbeatMs })
    const heartbeat = setInterval(() => say(socket, { type: 'ping', id: ++pings }), heartbeatMs)

    socket.on('message', (frame) => {
      const { success, output } = v.safeParse(clientMessage, JSON.parse(String(frame)))
      if (!success) return
      heard.push(output)
      if (output.type === 'request') {
        if (asked) return socket.close(1002, 'request-twice')
        asked = true
        viewer = request(socket, output)
      } else if (output.type === 'ping') say(socket, { type: 'pong', id: output.id })
      else if (!asked) socket.close(1002, 'request-first')
      else if (output.type === 'message') say(socket, { type: 'message', data: output.data })
      else if (output.type === 'leave' && viewer) forget(viewer)
      else if (output.type === 'accept' && viewer?.offer === output.offer && viewer.worker !== null) {
        queue.splice(queue.indexOf(viewer), 1)
        assign(viewer, viewer.worker)
      } else if (output.type === 'decline' && viewer?.offer === output.offer && viewer.worker !== null) {
        free.push(viewer.worker)
        viewer.worker = viewer.offer = null
        queue.push(...queue.splice(queue.indexOf(viewer), 1))
        serve()
      }
    })
    socket.on('close', () => {
      clearInterval(heartbeat)
      sockets.delete(socket)
      changed()
      const left = viewer
      if (!left || left.socket !== socket) return
      left.socket = null
      if (viewers.has(left.token))
        left.expiry = setTimeout(() => forget(left), left.worker === null ? queueWindowMs : workerWindowMs)
    })
  })

  const { port } = server.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}`,
    /** All messages of all clients so far, oldest first. */
    heard,
    get sockets() {
      return sockets.size
    },
    /** Viewers whose place is kept, with or without a socket. */
    get places() {
      return viewers.size
    },
    say: (...messages: readonly ServerMessage[]) => {
      for (const socket of sockets) for (const message of messages) say(socket, message)
    },
    frame: (data: string | Uint8Array) => {
      for (const socket of sockets) socket.send(data)
    },
    /** The network drops every socket, without a close frame. */
    cut: () => {
      for (const socket of sockets) socket.terminate()
    },
    close: (code: number, reason?: string) => {
      for (const socket of sockets) socket.close(code, reason)
    },
    /** The worker of a viewer crashes. */
    kill: (worker: string) => {
      for (const viewer of Array.from(viewers.values())) {
        if (viewer.worker !== worker) continue
        const { socket } = viewer
        viewer.worker = null
        forget(viewer)
        socket?.close(4006)
      }
    },
    /** Resolves when the server has no socket and keeps no place. */
    empty: (): Promise<void> =>
      isEmpty() ? Promise.resolve() : new Promise((resolve) => waiting.add(resolve)),
    async stop(): Promise<void> {
      for (const viewer of viewers.values()) if (viewer.expiry) clearTimeout(viewer.expiry)
      for (const socket of sockets) socket.terminate()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type GatewayServer = Awaited<ReturnType<typeof startGatewayServer>>
