import { maxPings } from '../policies/limits.ts'

/** Whether the far end answers on a data channel. Times are local epoch, ms. */
export interface PingRecord {
  ping(): void
  /** Forgets the pending pings, after a gap in the watch. */
  forgetPings(): void
  /** The newest answer; `null`: none ever came. */
  readonly pongAt: number | null
  /** The last round trip, ms. */
  readonly pingMs: number | null
  /** Since when the oldest pending ping waits for its answer. */
  readonly pingWaitsSince: number | null
}

/** Records pings: which are pending, when the newest answer came, and how long it took. */
export class Pings implements PingRecord {
  readonly #now: () => number
  readonly #send: (id: number) => boolean
  /** When each pending ping was sent. */
  readonly #waiting = new Map<number, number>()
  #lastId = 0
  pongAt: number | null = null
  pingMs: number | null = null

  /** `send` returns `false` if a ping could not be sent. */
  constructor(now: () => number, send: (id: number) => boolean) {
    this.#now = now
    this.#send = send
  }

  get pingWaitsSince(): number | null {
    for (const sentAt of this.#waiting.values()) return sentAt
    return null
  }

  ping(): void {
    if (this.#waiting.size >= maxPings) return
    const id = ++this.#lastId
    if (this.#send(id)) this.#waiting.set(id, this.#now())
  }

  /** Records an answer. Returns `true` for the first one. An answer to no pending ping is ignored. */
  answered(id: number): boolean {
    const sentAt = this.#waiting.get(id)
    if (sentAt === undefined) return false
    const isFirst = this.pongAt === null
    this.pongAt = this.#now()
    this.pingMs = Math.max(0, this.pongAt - sentAt)
    // The channel keeps the order: the far end will not answer older pings any more.
    for (const older of this.#waiting.keys()) if (older <= id) this.#waiting.delete(older)
    return isFirst
  }

  forgetPings(): void {
    this.#waiting.clear()
  }
}
