/** Answers that are missing for so many pings will not come. */
const mostPings = 16

/** What tells whether somebody answers on a data channel. Moments are local epoch, ms. */
export interface PingRecord {
  ping(): void
  /** What was not answered while nobody looked says nothing. */
  forgetPings(): void
  /** The newest answer; `null`: none ever came. */
  readonly pongAt: number | null
  /** The last round trip, ms. */
  readonly pingMs: number | null
  /** Since when the oldest ping waits for its answer. */
  readonly pingWaitsSince: number | null
}

/** Keeps the books on pings: which are out, when the newest answer came, how long it took. */
export class Pings implements PingRecord {
  readonly #now: () => number
  readonly #send: (id: number) => boolean
  /** When each ping that waits was sent. */
  readonly #waiting = new Map<number, number>()
  #lastId = 0
  pongAt: number | null = null
  pingMs: number | null = null

  /** `send` answers `false` where a ping could not be sent. */
  constructor(now: () => number, send: (id: number) => boolean) {
    this.#now = now
    this.#send = send
  }

  get pingWaitsSince(): number | null {
    for (const sentAt of this.#waiting.values()) return sentAt
    return null
  }

  ping(): void {
    if (this.#waiting.size >= mostPings) return
    const id = ++this.#lastId
    if (this.#send(id)) this.#waiting.set(id, this.#now())
  }

  /** An answer came; `true` for the first one. What answers no ping that waits counts for nothing. */
  answered(id: number): boolean {
    const sentAt = this.#waiting.get(id)
    if (sentAt === undefined) return false
    const isFirst = this.pongAt === null
    this.pongAt = this.#now()
    this.pingMs = Math.max(0, this.pongAt - sentAt)
    // The channel keeps the order: those before it were lost by a far end that answers only some.
    for (const older of this.#waiting.keys()) if (older <= id) this.#waiting.delete(older)
    return isFirst
  }

  forgetPings(): void {
    this.#waiting.clear()
  }
}
