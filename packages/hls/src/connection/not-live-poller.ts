import type { NotLive } from '@standby/core'
import type { Environment, SourceEvent } from '@standby/core/source'
import { announcedPollDelay, notLivePollDelay, restartPollDelay } from './retry-delay.ts'
import { Timeout } from './timeout.ts'

/** What is announced about a broadcast that is not live. Local epoch, ms. */
export interface Announcement {
  readonly startsAt?: number
  readonly endedAt?: number
}

/** No two looks are closer, whatever wakes: a platform may announce again and again, ms. */
const apartMs = 1000

/** Waits for a stream that is not live, and looks for it now and then. */
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
  #told = ''

  /** `isAnnounced`: the platform says when it is on. */
  constructor(
    environment: Environment,
    emit: (event: SourceEvent) => void,
    look: () => void,
    isAnnounced: () => boolean = () => false,
  ) {
    this.#environment = environment
    this.#emit = emit
    this.#look = () => {
      // Offline nobody is asked.
      if (environment.online) this.#lookedAt = environment.now()
      look()
    }
    this.#isAnnounced = isAnnounced
    this.#timer = new Timeout(environment)
  }

  get open(): boolean {
    return this.#reason !== null
  }

  /** Begins to wait, or goes on after a look that found nothing. */
  wait(reason: NotLive['reason']): void {
    // An ended stream whose playlist is taken away has still ended.
    this.#reason = this.#reason === 'ended' ? 'ended' : reason
    this.#tell()
    this.again()
  }

  /** Looks again after a pause. */
  again(): void {
    if (this.#reason !== null) this.#timer.set(this.#delay(), this.#look)
  }

  /** Looks now. */
  wake(): void {
    const passedMs = Math.abs(this.#environment.now() - this.#lookedAt)
    if (this.#reason !== null) this.#timer.set(Math.max(0, apartMs - passedMs), this.#look)
  }

  announce(announced: Announcement): void {
    this.#announced = { ...this.#announced, ...announced }
    if (this.#reason !== null) this.#tell()
  }

  /** The stream is there. */
  leave(): void {
    this.close()
    this.#polls = 0
    this.#told = ''
  }

  close(): void {
    this.#reason = null
    this.#timer.clear()
  }

  #tell(): void {
    const reason = this.#reason
    if (reason === null) return
    const { startsAt, endedAt } = this.#announced
    const event: SourceEvent = {
      type: 'not-live',
      reason,
      ...(startsAt !== undefined && reason !== 'ended' && { startsAt }),
      ...(endedAt !== undefined && reason === 'ended' && { endedAt }),
    }
    const told = JSON.stringify(event)
    if (told === this.#told) return
    this.#told = told
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
