/** A signalling server in the page. It uses Epic's protocol through a class that replaces `WebSocket`. */

export interface Message {
  readonly type: string
  readonly [field: string]: unknown
}

/** One player at the streamer. */
export interface StreamerPeer {
  take(message: Message): void
  leave(): void
}

/** The streamer: sends the offer, and gets the messages of the player. */
export interface Streamer {
  join(say: (message: Message) => void): StreamerPeer
}

export interface ServerOptions {
  readonly streamer: Streamer
  streamers?: readonly string[]
  maxPlayers?: number
  answersPings?: boolean
  /** `false`: the handshake hangs. */
  accepts?: boolean
  /** Sent with the config message. */
  peerConnectionOptions?: object
}

/** The server's side of one socket. */
export class ServerSocket {
  readonly url: string
  readonly protocols: unknown
  readonly received: Message[] = []
  /** How the player closed it. `null` while it has not. */
  closedBy: { readonly code: number | undefined; readonly reason: string | undefined } | null = null
  peer: StreamerPeer | null = null
  subscribed: string | null = null
  readonly #page: PageSocket

  constructor(page: PageSocket, url: string, protocols: unknown) {
    this.#page = page
    this.url = url
    this.protocols = protocols
  }

  get isOpen(): boolean {
    return this.#page.readyState < 2
  }

  open(): void {
    if (this.#page.readyState !== 0) return
    this.#page.readyState = 1
    this.#page.onopen?.(new Event('open'))
  }
  say(message: Message): void {
    this.frame(JSON.stringify(message))
  }
  frame(data: unknown): void {
    if (this.#page.readyState === 1) this.#page.onmessage?.(new MessageEvent('message', { data }))
  }
  /** The server closes it, or the network drops it. The streamer is told too, unless `streamerHears` is false. */
  drop(code: number, reason = '', { streamerHears = true } = {}): void {
    if (this.#page.readyState === 3) return
    this.#page.readyState = 3
    if (streamerHears) this.leave()
    this.#page.onclose?.(Object.assign(new Event('close'), { code, reason, wasClean: code !== 1006 }))
  }
  leave(): void {
    this.peer?.leave()
    this.peer = null
    this.subscribed = null
  }
}

/** The page's side. */
interface PageSocket {
  readyState: number
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  onclose: ((event: Event) => void) | null
}

export function signallingServer(options: ServerOptions) {
  const sockets: ServerSocket[] = []
  const waiters: (() => void)[] = []
  const changed = () => {
    for (const wake of waiters.splice(0)) wake()
  }
  const count = (id: string) => sockets.filter((socket) => socket.isOpen && socket.subscribed === id).length

  const take = (socket: ServerSocket, message: Message) => {
    socket.received.push(message)
    const { streamers = ['Stage'], maxPlayers = Infinity } = options
    if (message.type === 'listStreamers') socket.say({ type: 'streamerList', ids: streamers })
    else if (message.type === 'ping' && options.answersPings !== false)
      socket.say({ type: 'pong', time: message['time'] })
    else if (message.type === 'unsubscribe') socket.leave()
    else if (message.type === 'subscribe') {
      const id = String(message['streamerId'])
      if (!streamers.includes(id))
        socket.say({ type: 'subscribeFailed', message: `Streamer ${id} does not exist.` })
      else if (count(id) >= maxPlayers)
        socket.say({
          type: 'subscribeFailed',
          message: `Streamer ${id} is full. Max players = ${maxPlayers}.`,
        })
      else {
        socket.leave()
        socket.subscribed = id
        socket.peer = options.streamer.join((answer) => socket.say(answer))
      }
    } else socket.peer?.take(message)
    changed()
  }

  class FakeWebSocket implements PageSocket {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readyState = 0
    onopen: PageSocket['onopen'] = null
    onmessage: PageSocket['onmessage'] = null
    onclose: PageSocket['onclose'] = null
    onerror: ((event: Event) => void) | null = null
    readonly #server: ServerSocket

    constructor(url: string, protocols?: unknown) {
      this.#server = new ServerSocket(this, url, protocols)
      sockets.push(this.#server)
      changed()
      if (options.accepts === false) return
      setTimeout(() => {
        this.#server.open()
        this.#server.say({ type: 'config', peerConnectionOptions: options.peerConnectionOptions ?? {} })
      })
    }
    send(text: string): void {
      if (this.readyState === 0) throw new DOMException('still connecting', 'InvalidStateError')
      // The server answers asynchronously.
      if (this.readyState === 1) queueMicrotask(() => take(this.#server, JSON.parse(text) as Message))
    }
    close(code?: number, reason?: string): void {
      if (code !== undefined && code !== 1000 && (code < 3000 || code > 4999))
        throw new DOMException(`code ${code}`, 'InvalidAccessError')
      if (this.readyState >= 2) return
      this.readyState = 2
      this.#server.closedBy = { code, reason }
      this.#server.leave()
      setTimeout(() => {
        this.readyState = 3
        this.onclose?.(Object.assign(new Event('close'), { code: code ?? 1005, reason: reason ?? '' }))
        changed()
      })
      changed()
    }
  }

  return {
    options,
    WebSocket: FakeWebSocket as unknown as typeof WebSocket,
    sockets,
    get last(): ServerSocket {
      const last = sockets.at(-1)
      if (!last) throw new Error('No player has connected yet.')
      return last
    },
    get open(): readonly ServerSocket[] {
      return sockets.filter((socket) => socket.isOpen)
    },
    /** Resolves once `holds` is true. It is checked at each action of a player. */
    async until(holds: () => boolean): Promise<void> {
      while (!holds()) await new Promise<void>((resolve) => waiters.push(resolve))
    },
  }
}

export type SignallingServer = ReturnType<typeof signallingServer>
