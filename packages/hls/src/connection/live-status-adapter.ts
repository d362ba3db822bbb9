import type { Environment, LiveStatus, SourceEvent, StatusFeed, StatusFeedEvent } from '@standby/core/source'
import { Timeout } from './timeout.ts'

/** What an announcement asks of the connection. */
export interface LiveStatusAdapterHost {
  emit(event: SourceEvent): void
  /** The broadcast is on, perhaps at an address of its own. */
  live(src: string | undefined): void
  /** Nothing is on. */
  idle(status: Extract<LiveStatus, { state: 'idle' }>): void
  /** It will not come back by itself. */
  disabled(): void
  /** Nothing is announced any more: whoever waits has to look for itself. */
  unheard(): void
}

/**
 * An end that is waited past is carried out so much before the session would end itself at the same deadline, ms.
 */
const beforeDeadlineMs = 50

/** Turns what a platform announces into exact outages: when one began, and when it is over for good. */
export class LiveStatusAdapter {
  readonly #environment: Environment
  readonly #host: LiveStatusAdapterHost
  readonly #waits: boolean
  readonly #deadline: Timeout
  readonly #stop: (() => void) | undefined
  #lost: Extract<LiveStatus, { state: 'disconnected' }> | null = null
  #offAir = false

  /** `waits`: an end is not the end of the connection, which waits for the next broadcast. */
  constructor(
    feed: StatusFeed | undefined,
    environment: Environment,
    host: LiveStatusAdapterHost,
    waits: boolean = false,
  ) {
    this.#environment = environment
    this.#host = host
    this.#waits = waits
    this.#deadline = new Timeout(environment)
    this.#stop = feed?.subscribe((event) => this.#heard(event))
  }

  /**
   * What the playlist shows, corrected by what is announced. A list that moves again proves that the encoder is back
   * even before the announcement; unless the platform fills in with a slate.
   */
  correct(event: SourceEvent): SourceEvent {
    if (event.type !== 'returned' || !this.#lost || this.#lost.slate) return event
    this.#lost = null
    return { ...event, exact: true }
  }

  /** Nothing is on, and it would be said if something were. */
  get offAir(): boolean {
    return this.#offAir
  }

  close(): void {
    this.#deadline.clear()
    this.#stop?.()
  }

  #heard(event: StatusFeedEvent): void {
    if (event.type === 'channel') return event.state === 'lost' ? this.#forget() : undefined
    const { status } = event
    this.#deadline.clear()
    this.#offAir = status.state === 'idle'
    switch (status.state) {
      case 'active':
        this.#returned()
        return this.#host.live(status.src)
      case 'disconnected':
        this.#lost = status
        if (this.#waits) this.#endAt(status.deadline)
        return this.#host.emit({
          type: 'lost',
          since: status.since,
          deadline: status.deadline,
          exact: true,
          onDeadline: 'end',
        })
      case 'idle':
        this.#lost = null
        return this.#host.idle(status)
      case 'disabled':
        this.#lost = null
        return this.#host.disabled()
    }
  }

  /** The broadcast ends then, whether the platform's word for it arrives or not. */
  #endAt(deadline: number): void {
    this.#deadline.set(Math.max(0, deadline - beforeDeadlineMs - this.#environment.now()), () => {
      this.#lost = null
      this.#offAir = true
      this.#host.idle({ state: 'idle', reason: 'ended', endedAt: deadline })
    })
  }

  #returned(): void {
    if (!this.#lost) return
    this.#lost = null
    this.#host.emit({ type: 'returned', exact: true })
  }

  /** Nobody would tell any more that it is back: what was exact is an estimate now. */
  #forget(): void {
    this.#deadline.clear()
    this.#offAir = false
    this.#host.unheard()
    const lost = this.#lost
    if (!lost) return
    this.#returned()
    const deadline = Math.max(lost.deadline, this.#environment.now())
    this.#host.emit({ type: 'lost', since: lost.since, deadline, exact: false, onDeadline: 'end' })
  }
}
