/** How many advancing updates the line remembers; more would add up short delays of the encoder for ever. */
const remembered = 6

/**
 * Where the live edge is at any moment, learnt from nothing but the updates of a playlist: each one that advances says
 * "media up to `edge` exists now", and the earliest such message is the truest. Needs no clock in common with the
 * server and no EXT-X-PROGRAM-DATE-TIME, and goes on through an outage of the viewer's side, where the encoder did too.
 *
 * Media times in s, moments in epoch ms.
 */
export class EdgeLine {
  #offsets: number[] = []
  #updates = 0

  /** Advancing updates since the line began. */
  get updates(): number {
    return this.#updates
  }

  /**
   * Call on every update that advanced the list. `broken`: the edge fell behind the line by more than 1.5 target
   * durations, so the encoder was away, and a new line begins here.
   */
  advance(now: number, edge: number, targetDuration: number): 'steady' | 'broken' {
    const offset = edge - now / 1000
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

  /** Distance of a media time to the live edge, s. */
  latency(now: number, position: number): number | null {
    const edge = this.edge(now)
    return edge === null ? null : edge - position
  }

  reset(): void {
    this.#offsets = []
    this.#updates = 0
  }

  #line(): number | null {
    return this.#offsets.length > 0 ? Math.max(...this.#offsets) : null
  }
}
