import { maxEdgeUpdates } from '../limits.ts'

/** How far behind the live edge a media time is, s. */
export interface Latency {
  /** Measured from when updates arrive. Wrong by up to one poll period, depending on when we poll. */
  readonly arrival: number
  /**
   * Measured with the encoder's wall clock. Exact but for the difference of the two clocks, which stays constant.
   * `null` without EXT-X-PROGRAM-DATE-TIME.
   */
  readonly date: number | null
}

/**
 * Estimates where the live edge is at any moment, from the updates of a playlist alone. Each update that advances says
 * "media up to `edge` exists now". The earliest of these messages is the most exact. The estimate needs no clock shared
 * with the server and no EXT-X-PROGRAM-DATE-TIME. It stays right through an outage on the viewer's side, because the
 * encoder goes on.
 *
 * Media times in s, wall clock times in epoch ms.
 */
export class LiveEdgeEstimator {
  #offsets: number[] = []
  #updates = 0
  /** Media time minus the encoder's date of it, s. */
  #dateOffset: number | null = null

  /** Number of updates that advanced, since the start or the last reset. */
  get updates(): number {
    return this.#updates
  }

  /**
   * Call on every update that advanced the playlist. `broken`: the edge fell behind the estimate by more than 1.5 target
   * durations. So the encoder was away, and the estimate starts over here.
   *
   * @param date When the encoder made what is at the edge, by its own clock, epoch ms.
   */
  advance(now: number, edge: number, targetDuration: number, date: number | null): 'steady' | 'broken' {
    const offset = edge - now / 1000
    this.#dateOffset = date === null ? null : edge - date / 1000
    const maxOffset = this.#maxOffset()
    const broken = maxOffset !== null && offset < maxOffset - 1.5 * targetDuration
    if (broken) this.reset()
    this.#offsets.push(offset)
    if (this.#offsets.length > maxEdgeUpdates) this.#offsets.shift()
    this.#updates++
    return broken ? 'broken' : 'steady'
  }

  /** The newest media time that exists by now; `null` before the first update. */
  edge(now: number): number | null {
    const maxOffset = this.#maxOffset()
    return maxOffset === null ? null : maxOffset + now / 1000
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

  #maxOffset(): number | null {
    return this.#offsets.length > 0 ? Math.max(...this.#offsets) : null
  }
}
