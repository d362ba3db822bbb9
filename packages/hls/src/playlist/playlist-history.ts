import { maxLevelLag } from '../limits.ts'

/** What one playlist response says. hls.js or our own parser has read it. */
export interface PlaylistUpdate {
  /** Identifies the media playlist (level) within the stream. Sequence numbers are compared within one playlist. */
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
 * `advanced`: newer media is listed. `unchanged`: no newer media is listed. `regressed`: the packager started over.
 * `leapt`: segments are missing between the last playlist and this one, so timestamps may not continue. `ended`:
 * EXT-X-ENDLIST.
 */
export type PlaylistVerdict = 'advanced' | 'unchanged' | 'regressed' | 'leapt' | 'ended'

/** Finds out from successive playlist responses what happens at the far end. */
export class PlaylistHistory {
  #lists = new Map<string, PlaylistUpdate>()
  #newest: { sequence: number; part: number } | null = null
  #misses = 0
  #gapAtEdge = false

  /** Responses in a row without anything new. */
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

  /** Counts a response that lists nothing at all. */
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
      : update.endSequence < newest.sequence - maxLevelLag
    if (back) return 'regressed'
    if (update.startSequence > newest.sequence + 1) return 'leapt'
    const ahead = update.endSequence - newest.sequence
    return ahead > 0 || (ahead === 0 && update.lastPart > newest.part) ? 'advanced' : 'unchanged'
  }
}
