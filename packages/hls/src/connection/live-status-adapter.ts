import type { Environment, LiveStatus, SourceEvent, StatusFeed, StatusFeedEvent } from '@standby/core/source'
import { Timeout } from './timeout.ts'

/** The connection, as the adapter calls it. */
export interface LiveStatusAdapterHost {
  emit(event: SourceEvent): void
  /** The broadcast is live. `src`: its address, when it was announced. */
  live(src: string | undefined): void
  /** Nothing is broadcast. */
  idle(status: Extract<LiveStatus, { state: 'idle' }>): void
  /** The stream was switched off. It will not come back by itself. */
  disabled(): void
  /** The channel is lost, so nothing is announced any more. A viewer who waits has to poll. */
  unheard(): void
}

/** A viewer who waits is moved to `not-live` this long before the deadline, at which the session would close, ms. */
const beforeDeadlineMs = 50

/** Turns what a platform announces into exact outages: their beginning, and their deadline. */
export class LiveStatusAdapter {
  readonly #environment: Environment
  readonly #host: LiveStatusAdapterHost
  readonly #waits: boolean
  readonly #deadline: Timeout
  readonly #stop: (() => void) | undefined
  #lost: Extract<LiveStatus, { state: 'disconnected' }> | null = null
  #offAir = false

  /** `waits`: the connection stays open after an end, and waits for the next broadcast. */
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
   * Corrects an event that was read from the playlist by what is announced. A playlist that advances again proves that
   * the encoder is back, even before the announcement. Except when the platform fills in with a slate.
   */
  correct(event: SourceEvent): SourceEvent {
    if (event.type !== 'returned' || !this.#lost || this.#lost.slate) return event
    this.#lost = null
    return { ...event, exact: true }
  }

  /** Nothing is broadcast, and a start would be announced. */
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

  /** The broadcast ends at the deadline, even if the platform's announcement is lost. */
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

  /** The channel is lost. A return would not be announced, so an exact outage becomes an estimate. */
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
