import type { Refreshable } from '@standby/core'
import { canRefresh, type Environment, resolveRefreshable } from '@standby/core/source'
import { streamUrl } from '../playlist/stream-url.ts'

/** A function is asked again for a stream that is not live at most so often, ms. */
const askEveryMs = 10_000

/** Where the stream is; asked of the caller where `src` is a function. */
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

  /** The address that was last given or announced. */
  get known(): string | null {
    return this.#known
  }

  get refreshable(): boolean {
    return canRefresh(this.#src)
  }

  /** The address to load, as an absolute one; `null` where it is none. Rejects as the caller's function does. */
  async ask(reason: 'connect' | 'expired'): Promise<string | null> {
    this.#askedAt = this.#environment.now()
    const given = await resolveRefreshable(this.#src, { attempt: this.#attempt, reason })
    this.#known = streamUrl(given, this.#environment.document?.baseURI)
    return this.#known
  }

  /** The address to look at once more: asked for again now and then, since a new broadcast may have a new one. */
  async again(): Promise<string | null> {
    const recent = this.#environment.now() - this.#askedAt < askEveryMs
    return this.refreshable && !recent ? this.ask('connect') : this.#known
  }

  /** The platform announced where the broadcast is now. */
  move(url: string): void {
    this.#known = streamUrl(url, this.#environment.document?.baseURI) ?? this.#known
  }
}
