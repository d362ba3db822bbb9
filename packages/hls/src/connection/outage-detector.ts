import type { Cause } from '@standby/core'
import type { Environment, SourceEvent } from '@standby/core/source'
import { LiveEdgeEstimator } from '../playlist/live-edge-estimator.ts'
import { PlaylistHistory, type PlaylistUpdate, type PlaylistVerdict } from '../playlist/playlist-history.ts'
import { failureCause, type RequestFailure, stallCause } from './stall-cause.ts'
import { lostAfter, maxSegmentMs, partsLostAfter } from '../limits.ts'

/** A playlist response, with the live edge in media time. */
export interface PlaylistAnswer extends PlaylistUpdate {
  /** End of the newest segment, s of media time. */
  readonly edge: number
  /** EXT-X-PROGRAM-DATE-TIME of `edge`, epoch ms. `null` without. */
  readonly edgeDate: number | null
  /** EXT-X-TARGETDURATION, s. */
  readonly targetDuration: number
  /** Duration of partial segments, s. 0 without. */
  readonly partTarget: number
}

/**
 * Finds out from requests and their answers what the far end and the network do, and tells the session: `lost`,
 * `returned`, `retrying`, and `stalled` with its cause. It knows no player.
 */
export class OutageDetector {
  readonly estimator = new LiveEdgeEstimator()

  readonly #environment: Environment
  readonly #emit: (event: SourceEvent) => void
  readonly #history = new PlaylistHistory()
  #edge: number | null = null
  #targetDuration = 2
  #partTarget = 0
  #advancedAt: number | null = null
  #lost = false

  #requestedAt: number | null = null
  #answeredAt = -Infinity
  #playlistFailure: RequestFailure | null = null
  #failures = 0
  #segmentFailure: RequestFailure | null = null
  #segmentRequestedAt: number | null = null
  #mediaErrorAt: number | null = null
  #cause: Cause | null = null
  /** The cause of the last `retrying` event. `null` once requests are answered again. */
  #told: Cause | null = null

  constructor(environment: Environment, emit: (event: SourceEvent) => void) {
    this.#environment = environment
    this.#emit = emit
  }

  /** s. */
  get targetDuration(): number {
    return this.#targetDuration
  }

  get lost(): boolean {
    return this.#lost
  }

  /** Failed playlist requests in a row. */
  get failures(): number {
    return this.#failures
  }

  /** End of the newest listed segment, s of media time. */
  get newestEdge(): number | null {
    return this.#edge
  }

  /** New segments are listed, and they can be loaded. */
  get fed(): boolean {
    const since = this.#advancedAt === null ? Infinity : this.#environment.now() - this.#advancedAt
    return since <= 1500 * this.#targetDuration && !this.#segmentFailure && !this.#history.gapAtEdge
  }

  /** A segment is being loaded. It counts for max 10 s, because the engine may drop a request without telling. */
  get segmentPending(): boolean {
    const since = this.#segmentRequestedAt
    return since !== null && this.#environment.now() - since < maxSegmentMs
  }

  /** During an outage: numbers about the live edge would only drift. */
  get disturbed(): boolean {
    return this.#lost || this.#playlistFailure !== null || this.#quietMs() > 2000 * this.#targetDuration
  }

  /** The server answered the last request, not long ago. */
  get reachable(): boolean {
    const recently = this.#environment.now() - this.#answeredAt <= 2000 * this.#targetDuration
    return recently && !this.#playlistFailure && this.#environment.online
  }

  /** `blocking`: the server answers only when there is something new, so a long wait means nothing. */
  requested(blocking = false): void {
    if (blocking) this.#requestedAt = null
    else this.#requestedAt ??= this.#environment.now()
  }

  /** Reads one answer. `broken`: the encoder was away, and the estimate of the live edge starts over. */
  answered(answer: PlaylistAnswer): { readonly verdict: PlaylistVerdict; readonly broken: boolean } {
    const now = this.#environment.now()
    this.#requestedAt = null
    if (this.#told !== null) this.#retrying(this.#told, 0)
    this.#playlistFailure = null
    this.#failures = 0
    this.#targetDuration = answer.targetDuration
    this.#partTarget = answer.partTarget
    this.#answeredAt = now
    const verdict = this.#history.update(answer)
    let broken = false
    if (verdict === 'advanced') {
      broken = this.estimator.advance(now, answer.edge, answer.targetDuration, answer.edgeDate) === 'broken'
      this.#edge = answer.edge
      this.#advancedAt = now
      if (!answer.gapAtEdge) this.#return()
    }
    this.check()
    return { verdict, broken }
  }

  /** The server answered with a playlist that lists nothing. */
  answeredEmpty(): void {
    this.#requestedAt = null
    this.#answeredAt = this.#environment.now()
    this.#history.miss()
    this.check()
  }

  /** `nextAttemptAt`: local epoch ms. Left out when the engine waits for the network. */
  failed(failure: RequestFailure, nextAttemptAt?: number): void {
    this.#requestedAt = null
    this.#playlistFailure = failure
    this.#failures++
    this.#retrying(failureCause(failure), this.#failures, nextAttemptAt)
  }

  segmentRequested(): void {
    this.#segmentRequestedAt = this.#environment.now()
  }

  segmentFailed(failure: RequestFailure, attempt: number, dry: boolean): void {
    this.#segmentFailure = failure
    this.#segmentRequestedAt = null
    // A missing segment does not matter while others are left to play.
    if (dry) this.#retrying(failureCause(failure), attempt)
  }

  segmentArrived(): void {
    this.#segmentFailure = null
    this.#segmentRequestedAt = null
  }

  mediaFailed(): void {
    this.#mediaErrorAt = this.#environment.now()
  }

  /** The network is back: earlier failures mean nothing any more. */
  forgetFailures(): void {
    this.#playlistFailure = null
    this.#segmentFailure = null
    this.#requestedAt = null
    this.#failures = 0
  }

  /** Call about five times a second. Emits `lost` when it is time. */
  check(): void {
    if (this.#lost || this.#playlistFailure) return
    const quiet = this.#quietMs()
    const [misses, after] = this.#partTarget ? [1, partsLostAfter] : [2, lostAfter]
    const missed = this.#history.misses >= misses && quiet > after * 1000 * this.#targetDuration
    if (!missed && !this.#history.gapAtEdge) return
    this.#lost = true
    const since = Math.round(this.#environment.now() - (missed ? quiet : 0))
    this.#emit({ type: 'lost', since, exact: false, onDeadline: 'end' })
  }

  /** The buffer ran dry. Emits the cause, and again when the cause changes. `ahead`: media left to play, s. */
  stalled(ahead: number): void {
    const now = this.#environment.now()
    const cause = stallCause({
      online: this.#environment.online,
      playlistFailure: this.#playlistFailure,
      playlistPendingMs: this.#requestedAt === null ? null : now - this.#requestedAt,
      segmentFailure: this.#segmentFailure,
      quietMs: this.#advancedAt === null ? null : this.#quietMs(),
      farEndLost: this.#lost || this.#history.gapAtEdge,
      mediaErrorAgoMs: this.#mediaErrorAt === null ? null : now - this.#mediaErrorAt,
      ahead,
      targetDuration: this.#targetDuration,
      listingEvery: 2 * this.#partTarget || this.#targetDuration,
      known: this.#cause,
    })
    if (cause === this.#cause) return
    this.#cause = cause
    this.#emit({ type: 'stalled', cause })
  }

  /** Pictures move. */
  flowing(): void {
    this.#cause = null
  }

  /** The stream is reloaded: its playlist and its timestamps start over. `lost` stays until new media is listed. */
  restart(): void {
    this.estimator.reset()
    this.#history.reset()
    this.#edge = null
    this.#segmentFailure = null
    this.#segmentRequestedAt = null
    this.#requestedAt = null
  }

  #return(): void {
    if (!this.#lost) return
    this.#lost = false
    this.#emit({ type: 'returned', exact: false })
  }

  #retrying(why: Cause, attempt: number, nextAttemptAt?: number): void {
    const cause = this.#environment.online ? why : 'network'
    this.#told = attempt > 0 ? cause : null
    this.#emit({
      type: 'retrying',
      cause,
      attempt,
      ...(nextAttemptAt !== undefined && { nextAttemptAt: Math.round(nextAttemptAt) }),
    })
  }

  /** Time since the newest segment was published (not: since we read it), ms. */
  #quietMs(): number {
    const edge = this.estimator.edge(this.#environment.now())
    return edge === null || this.#edge === null ? 0 : (edge - this.#edge) * 1000
  }
}
