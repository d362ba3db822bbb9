/** How many advancing updates the line remembers; more would add up short delays of the encoder for ever. */
const remembered = 6

/** How far behind the live edge a media time is, s. */
export interface Latency {
  /** Against the edge as its updates arrive: up to a poll period off, by the phase in which we happen to ask. */
  readonly arrival: number
  /**
   * Against the wall clock of the encoder: exact but for the difference of the two clocks, which stays what it is.
   * `null` without EXT-X-PROGRAM-DATE-TIME.
   */
  readonly date: number | null
}

/**
 * Where the live edge is at any moment, learnt from nothing but the updates of a playlist: each one that advances says
 * "media up to `edge` exists now", and the earliest such message is the truest. Needs no clock in common with the
 * server and no EXT-X-PROGRAM-DATE-TIME, and goes on through an outage of the viewer's side, where the encoder did too.
 *
 * Media times in s, moments in epoch ms.
 */
export class LiveEdgeEstimator {
  #offsets: number[] = []
  #updates = 0
  /** Media time minus the encoder's date of it, s. */
  #dateOffset: number | null = null

  /** Advancing updates since the line began. */
  get updates(): number {
    return this.#updates
  }

  /**
   * Call on every update that advanced the list. `broken`: the edge fell behind the line by more than 1.5 target
   * durations, so the encoder was away, and a new line begins here.
   *
   * @param date When the encoder made what is at the edge, by its own clock, epoch ms.
   */
  advance(now: number, edge: number, targetDuration: number, date: number | null): 'steady' | 'broken' {
    const offset = edge - now / 1000
    this.#dateOffset = date === null ? null : edge - date / 1000
    const line = this.#line()
    const broken = line !== null && offset < line - 1.5 * targetDuration
    if (broken) this.reset()
    this.#offsets.push(offset)
    if (this.#offsets.length > remembered) this.#offsets.shift()
    this.#updates++
    return broken ? 'broken' : 'steady'
  }

  /** The newest media time that exists by now; `null` before the first update. */
  edge(now: number): number | null {
    const line = this.#line()
    return line === null ? null : line + now / 1000
  }

  /** Distance of a media time to the live edge; `null` before the first update. */
  latency(now: number, position: number): Latency | null {
    const edge = this.edge(now)
    if (edge === null) return null
    const date = this.#dateOffset === null ? null : now / 1000 + this.#dateOffset - position
    return { arrival: edge - position, date }
  }

  reset(): void {
    this.#offsets = []
    this.#updates = 0
    this.#dateOffset = null
  }

  #line(): number | null {
    return this.#offsets.length > 0 ? Math.max(...this.#offsets) : null
  }
}
