import type { ClientMessage } from '../protocol/client-messages.ts'
import type { ServerMessage } from '../protocol/server-messages.ts'
import type { WebSocketClass, WebSocketLike } from './web-socket.ts'

/** A socket that a test drives, for tests that need a manual clock. Other tests use a real server. */
export class FakeSocket implements WebSocketLike {
  readonly url: string
  readonly protocol: string
  readyState = 0
  /** How the client closed it. `null` while it has not. */
  closedBy: { readonly code: number | undefined; readonly reason: string | undefined } | null = null
  readonly frames: string[] = []
  onopen: ((event: object) => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onerror: ((event: object) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null

  constructor(url: string, protocol: string) {
    this.url = url
    this.protocol = protocol
  }

  send(data: string): void {
    if (this.readyState === 0) throw new Error('still connecting')
    this.frames.push(data)
  }

  close(code?: number, reason?: string): void {
    // Browsers throw too.
    if (code !== undefined && code !== 1000 && (code < 3000 || code > 4999)) throw new Error(`code ${code}`)
    if (new TextEncoder().encode(reason ?? '').length > 123) throw new Error('reason too long')
    if (this.readyState >= 2) return
    this.closedBy = { code, reason }
    this.readyState = 3
  }

  /** The messages of the client, oldest first. */
  get sent(): readonly ClientMessage[] {
    return this.frames.map((frame) => JSON.parse(frame) as ClientMessage)
  }

  get last(): ClientMessage | undefined {
    return this.sent.at(-1)
  }

  get isOpen(): boolean {
    return this.readyState < 2
  }

  accept(): this {
    this.readyState = 1
    this.onopen?.({})
    return this
  }

  say(...messages: readonly ServerMessage[]): this {
    for (const message of messages) this.frame(JSON.stringify(message))
    return this
  }

  frame(data: unknown): void {
    if (this.readyState === 1) this.onmessage?.({ data })
  }

  /** The server closes it, or the network drops it. */
  drop(code = 1006, reason = ''): void {
    if (this.readyState >= 2) return
    this.readyState = 3
    this.onclose?.({ code, reason })
  }
}

export interface FakeSockets {
  readonly WebSocket: WebSocketClass
  readonly made: readonly FakeSocket[]
  readonly last: FakeSocket
  /** The sockets that are not closed. */
  readonly open: readonly FakeSocket[]
}

export function fakeSockets(onMade: (socket: FakeSocket) => void = () => {}): FakeSockets {
  const made: FakeSocket[] = []
  return {
    WebSocket: class extends FakeSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol)
        made.push(this)
        onMade(this)
      }
    },
    made,
    get last() {
      const last = made.at(-1)
      if (!last) throw new Error('No socket was made yet.')
      return last
    },
    get open() {
      return made.filter((socket) => socket.isOpen)
    },
  }
}

/** Lets pending promises finish. No time passes. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve()
}

export const assigned = (
  worker = 'worker-1',
  rest: { resumeToken?: string; resumeWindowMs?: number } = {
    resumeToken: 'token-1',
    resumeWindowMs: 15_000,
  },
): ServerMessage => ({
  type: 'assigned',
  worker,
  media: { kind: 'scripted', url: `https://media.example.com/${worker}`, token: 'media-secret' },
  ...rest,
})

export const queued = (position: number, rest: object = {}): ServerMessage => ({
  type: 'queued',
  position,
  ...rest,
})
