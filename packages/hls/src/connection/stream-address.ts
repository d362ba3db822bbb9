import type { Refreshable } from '@standby/core'
import { canRefresh, type Environment, resolveRefreshable } from '@standby/core/source'
import { streamUrl } from '../playlist/stream-url.ts'
import { askEveryMs } from '../limits.ts'

/** The address of the stream. When `src` is a function, the function is called for it. */
export class StreamAddress {
  readonly #src: Refreshable<string>
  readonly #environment: Environment
  readonly #attempt: number
  #known: string | null = null
  #askedAt = -Infinity

  constructor(src: Refreshable<string>, environment: Environment, attempt: number) {
    this.#src = src
    this.#environment = environment
    this.#attempt = attempt
  }

  /** The last address that the caller gave or the platform announced. */
  get known(): string | null {
    return this.#known
  }

  get refreshable(): boolean {
    return canRefresh(this.#src)
  }

  /** The absolute address to load. `null` when it is not valid. Rejects when the caller's function does. */
  async ask(reason: 'connect' | 'expired'): Promise<string | null> {
    this.#askedAt = this.#environment.now()
    const given = await resolveRefreshable(this.#src, { attempt: this.#attempt, reason })
    this.#known = streamUrl(given, this.#environment.document?.baseURI)
    return this.#known
  }

  /** The address for the next poll. The function is called again, max every 10 s: a new broadcast may have moved. */
  async askForPoll(): Promise<string | null> {
    const recent = this.#environment.now() - this.#askedAt < askEveryMs
    return this.refreshable && !recent ? this.ask('connect') : this.#known
  }

  /** Takes over an address that the platform announced. An invalid one is ignored. */
  move(url: string): void {
    this.#known = streamUrl(url, this.#environment.document?.baseURI) ?? this.#known
  }
}
