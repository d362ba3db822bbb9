import { assigned, type FakeSocket, type FakeSockets, queued } from '../channel/fake-socket.fixture.ts'
import type { ServerMessage } from '../protocol/server-messages.ts'

/** What a server stores about its only viewer. */
interface Place {
  readonly token: string
  worker: string | null
  offer: string | null
  socket: FakeSocket | null
  /** Local epoch, ms; `null` while there is a socket. */
  heldUntil: number | null
}

const windowMs = 5000

/** The server of `docs/protocol.md` for one viewer, reduced to what its client can see. It acts only when the test says so. */
export class ServerModel {
  place: Place | null = null
  readonly #sockets: FakeSockets
  readonly #now: () => number
  readonly #read = new Map<FakeSocket, number>()
  #names = 0

  constructor(sockets: FakeSockets, now: () => number) {
    this.#sockets = sockets
    this.#now = now
  }

  /** Reads the new messages and closes of the client. */
  look(): void {
    const { place } = this
    if (place?.socket && !place.socket.isOpen) {
      place.socket = null
      place.heldUntil = this.#now() + windowMs
    }
    if (place?.heldUntil && place.heldUntil < this.#now()) this.place = null
    for (const socket of this.#sockets.made) {
      const from = this.#read.get(socket) ?? 0
      this.#read.set(socket, socket.frames.length)
      for (const message of socket.sent.slice(from)) {
        if (message.type === 'request') this.#request(socket, message.resumeToken)
        else if (message.type === 'leave') this.place = null
        else if (message.type === 'accept' && this.place?.offer === message.offer) this.promote()
        else if (message.type === 'decline' && this.place?.offer === message.offer) this.requeue()
        else if (message.type === 'ping') socket.say({ type: 'pong', id: message.id })
      }
    }
  }

  answerAll(): void {
    for (const socket of this.#sockets.open)
      if (socket.readyState === 0) socket.accept().say({ type: 'welcome', heartbeatMs: 5000 })
    this.look()
  }

  refuseAll(): void {
    for (const socket of this.#sockets.open) if (socket.readyState === 0) socket.drop(1006)
  }

  say(message: ServerMessage): void {
    this.place?.socket?.say(message)
  }

  promote(): void {
    const { place } = this
    if (!place?.socket || (place.worker !== null && place.offer === null)) return
    place.offer = null
    place.worker = `worker-${++this.#names}`
    this.#tell(place)
  }

  requeue(): void {
    if (!this.place?.socket) return
    this.place.worker = this.place.offer = null
    this.#tell(this.place)
  }

  offer(): void {
    const { place } = this
    if (!place?.socket || place.worker !== null) return
    place.offer = `offer-${++this.#names}`
    place.socket.say({ type: 'offered', offer: place.offer, expiresInMs: 3000 })
  }

  /** Closes the socket. Ends the session too, unless it `keeps` the place. */
  close(code: number, reason: string, keeps: boolean): void {
    const socket = this.place?.socket
    if (!socket) return
    if (!keeps) this.place = null
    socket.drop(code, reason)
    this.look()
  }

  pingAll(): void {
    for (const socket of this.#sockets.open) socket.say({ type: 'ping', id: 1 })
  }

  #request(socket: FakeSocket, token: string | undefined): void {
    if (token === undefined) {
      this.place = { token: `token-${++this.#names}`, worker: null, offer: null, socket, heldUntil: null }
      return this.#tell(this.place)
    }
    if (this.place?.token !== token) return socket.drop(4007)
    const older = this.place.socket
    this.place.socket = socket
    this.place.heldUntil = null
    if (older !== socket) older?.drop(4100)
    this.#tell(this.place)
  }

  #tell({ socket, worker, token }: Place): void {
    const resume = { resumeToken: token, resumeWindowMs: windowMs }
    socket?.say(worker === null ? queued(2, resume) : assigned(worker, resume))
  }
}
