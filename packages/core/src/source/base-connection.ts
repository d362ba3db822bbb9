import type { Environment } from '../environment/environment.ts'
import { closedBy, type Failure } from '../network/http-failure.ts'
import type { Close, ClosedEvent } from './nested-source.ts'
import type { CloseReason, SourceConnection, SourceEvent, SourceLink, Surface } from './source-contract.ts'
import { surfaceSlot, type SurfaceSink } from './surface-slot.ts'

/**
 * What every connection of a source does: it emits nothing after its end, it closes once, it closes when the signal of
 * its link aborts, and it remembers the surface for a picture that comes later. A subclass opens its resources in its
 * constructor and frees them in `onClose`.
 */
export abstract class BaseConnection implements SourceConnection {
  readonly environment: Environment
  protected readonly link: SourceLink
  readonly #over = new AbortController()
  readonly #surface = surfaceSlot()

  constructor(link: SourceLink) {
    this.link = link
    this.environment = link.environment
    link.signal.addEventListener('abort', this.#onAbort)
  }

  attach(surface: Surface): () => void {
    return this.closed ? () => {} : this.#surface.attach(surface)
  }

  close(code: number, reason?: CloseReason): void {
    if (this.closed) return
    this.#over.abort()
    this.link.signal.removeEventListener('abort', this.#onAbort)
    try {
      // The session has detached already, unless the connection closes by itself.
      this.#surface.clear()
    } finally {
      this.onClose(code, reason)
    }
  }

  /** Frees everything that the connection opened. Called once. Must be synchronous. Nothing is emitted any more. */
  protected abstract onClose(code: number, reason?: CloseReason): void

  protected get closed(): boolean {
    return this.#over.signal.aborted
  }

  /** Aborts at the close, before `onClose`. For requests and listeners. */
  protected get signal(): AbortSignal {
    return this.#over.signal
  }

  /** Emits an event, unless the connection is closed. */
  protected emit(event: SourceEvent): void {
    if (!this.closed) this.link.emit(event)
  }

  /** Emits how the far end ended the connection, then closes it. Does nothing after a close. */
  protected end(close: Close): void {
    if (this.closed) return
    const event: ClosedEvent = { ...close, type: 'closed' }
    this.explain(event)
    this.link.emit(event)
    this.close(1000)
  }

  /** Ends the connection for a failure. `started`: media was available before. Default: whether this is a retry. */
  protected fail(failure: Failure, started = this.link.intent === 'retry'): void {
    this.end(closedBy(failure, { now: this.environment.now(), started }))
  }

  /** Called by `end`, before the event. Tells developers how to fix the cause: see `explainClose`. Default: nothing. */
  protected explain(_close: ClosedEvent): void {}

  /** Shows the picture of `sink` from now on, in the current surface and in each later one. `null`: none. */
  protected show(sink: SurfaceSink | null): void {
    this.#surface.show(sink)
  }

  /** Keeps the last painted frame visible until the next first frame. */
  protected hold(): void {
    this.#surface.hold()
  }

  readonly #onAbort = (): void => this.close(1000, 'retry')
}
