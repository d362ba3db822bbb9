/** What one playlist response says, whoever parsed it. */
export interface PlaylistUpdate {
  /** Tells media playlists of one stream apart (levels); sequence numbers are compared within one. */
  readonly playlist: string
  /** No EXT-X-ENDLIST. */
  readonly live: boolean
  readonly startSequence: number
  readonly endSequence: number
  /** Index of the last partial segment of low-latency HLS; -1 without. */
  readonly lastPart: number
  /** The newest segment is marked EXT-X-GAP. */
  readonly gapAtEdge: boolean
}

/**
 * `advanced`: newer media is listed. `unchanged`: it is not. `regressed`: the packager started over. `leapt`: so much
 * is missing between the last list and this one that timestamps cannot be trusted to go on. `ended`: EXT-X-ENDLIST.
 */
export type PlaylistVerdict = 'advanced' | 'unchanged' | 'regressed' | 'leapt' | 'ended'

/** Another level may be listed a little later than the one that was read before. */
const levelLag = 3

/** Reads what happens at the far end out of successive playlist responses. */
export class PlaylistHistory {
  #lists = new Map<string, PlaylistUpdate>()
  #newest: { sequence: number; part: number } | null = null
  #misses = 0
  #gapAtEdge = false

  /** Successive answers without anything new. */
  get misses(): number {
    return this.#misses
  }

  get gapAtEdge(): boolean {
    return this.#gapAtEdge
  }

  update(update: PlaylistUpdate): PlaylistVerdict {
    const verdict = this.#judge(update)
    if (verdict === 'regressed' || verdict === 'leapt') {
      this.reset()
      return verdict
    }
    this.#lists.set(update.playlist, update)
    this.#misses = verdict === 'unchanged' ? this.#misses + 1 : 0
    if (verdict === 'unchanged') return verdict
    this.#gapAtEdge = update.gapAtEdge
    this.#newest = { sequence: update.endSequence, part: update.lastPart }
    return verdict
  }

  /** An answer that lists nothing at all. */
  miss(): void {
    this.#misses++
  }

  reset(): void {
    this.#lists.clear()
    this.#newest = null
    this.#misses = 0
    this.#gapAtEdge = false
  }

  #judge(update: PlaylistUpdate): PlaylistVerdict {
    if (!update.live) return 'ended'
    const before = this.#lists.get(update.playlist)
    const newest = this.#newest
    if (!newest) return 'advanced'
    const back = before
      ? update.endSequence < before.endSequence || update.startSequence < before.startSequence
      : update.endSequence < newest.sequence - levelLag
    if (back) return 'regressed'
    if (update.startSequence > newest.sequence + 1) return 'leapt'
    const ahead = update.endSequence - newest.sequence
    return ahead > 0 || (ahead === 0 && update.lastPart > newest.part) ? 'advanced' : 'unchanged'
  }
}
