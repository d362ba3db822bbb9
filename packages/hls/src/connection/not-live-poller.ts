import type { NotLive } from '@standby/core'
import type { Environment, SourceEvent } from '@standby/core/source'
import { announcedPollDelay, notLivePollDelay, restartPollDelay } from './retry-delay.ts'
import { Timeout } from './timeout.ts'
import { minPollIntervalMs as minIntervalMs } from '../limits.ts'

/** What the platform announces about a broadcast that is not live. Local epoch ms. */
export interface Announcement {
  readonly startsAt?: number
  readonly endedAt?: number
}

/** Waits for a stream that is not live, and polls for it. */
export class NotLivePoller {
  readonly #environment: Environment
  readonly #emit: (event: SourceEvent) => void
  readonly #look: () => void
  readonly #isAnnounced: () => boolean
  readonly #timer: Timeout
  #reason: NotLive['reason'] | null = null
  #polls = 0
  #lookedAt = -Infinity
  #announced: Announcement = {}
  #emitted = ''

  /** `look`: polls once. `isAnnounced`: whether the platform will announce the start. */
  constructor(
    environment: Environment,
    emit: (event: SourceEvent) => void,
    look: () => void,
    isAnnounced: () => boolean = () => false,
  ) {
    this.#environment = environment
    this.#emit = emit
    this.#look = () => {
      // Offline, no request is sent.
      if (environment.online) this.#lookedAt = environment.now()
      look()
    }
    this.#isAnnounced = isAnnounced
    this.#timer = new Timeout(environment)
  }

  get open(): boolean {
    return this.#reason !== null
  }

  /** Begins to wait, or goes on after a poll that found no live stream. */
  wait(reason: NotLive['reason']): void {
    // An ended stream stays ended when the server deletes its playlist.
    this.#reason = this.#reason === 'ended' ? 'ended' : reason
    this.#emitNotLive()
    this.pollLater()
  }

  /** Polls again after the usual delay. */
  pollLater(): void {
    if (this.#reason !== null) this.#timer.set(this.#delay(), this.#look)
  }

  /** Polls now, at least 1 s after the last poll. */
  wake(): void {
    const passedMs = Math.abs(this.#environment.now() - this.#lookedAt)
    if (this.#reason !== null) this.#timer.set(Math.max(0, minIntervalMs - passedMs), this.#look)
  }

  announce(announced: Announcement): void {
    this.#announced = { ...this.#announced, ...announced }
    if (this.#reason !== null) this.#emitNotLive()
  }

  /** The stream is live. */
  leave(): void {
    this.close()
    this.#polls = 0
    this.#emitted = ''
  }

  close(): void {
    this.#reason = null
    this.#timer.clear()
  }

  #emitNotLive(): void {
    const reason = this.#reason
    if (reason === null) return
    const { startsAt, endedAt } = this.#announced
    const event: SourceEvent = {
      type: 'not-live',
      reason,
      ...(startsAt !== undefined && reason !== 'ended' && { startsAt }),
      ...(endedAt !== undefined && reason === 'ended' && { endedAt }),
    }
    const text = JSON.stringify(event)
    if (text === this.#emitted) return
    this.#emitted = text
    this.#emit(event)
  }

  #delay(): number {
    const { now, random } = this.#environment
    if (this.#isAnnounced()) return announcedPollDelay(random)
    const { startsAt } = this.#announced
    const polls = this.#polls++
    if (this.#reason === 'ended') return restartPollDelay(polls, random)
    return notLivePollDelay(polls, startsAt === undefined ? null : startsAt - now(), random)
  }
}
