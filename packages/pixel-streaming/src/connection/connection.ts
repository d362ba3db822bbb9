import {
  canRefresh,
  type ClosedEvent,
  closedBy,
  type Failure,
  importFailure,
  isLoss,
  resolveRefreshable,
  type SourceCommand,
  type SourceConnection,
  type SourceEvent,
  type SourceLink,
  socketUrl,
  type Surface,
  type Timer,
} from '@standby/core/source'
import { PlayerConnection } from './player-connection.ts'
import type { Close } from '../signalling/close-reading.ts'
import type { VendorProtocol } from './vendor-protocol.ts'
import type { EpicLibrary } from './epic.ts'
import { explainClose } from './explain-close.ts'
import { loadLibrary } from './library.ts'
import type { PixelStreamingOptions } from '../options.ts'
import { replaceWithinMs } from '../limits.ts'

/** One connection of a session: an attempt, and while its signalling is lost a second one that will replace it. */
export class PixelStreamingConnection implements SourceConnection {
  readonly #link: SourceLink
  readonly #options: PixelStreamingOptions
  readonly #vendor: VendorProtocol
  #library: EpicLibrary | null = null
  #current: PlayerConnection | null = null
  #next: PlayerConnection | null = null
  #opening = false
  #surface: Surface | null = null
  #detach: (() => void) | undefined
  #timer: Timer | null = null
  #renewed = false
  #closed = false

  constructor(link: SourceLink, options: PixelStreamingOptions, vendor: VendorProtocol) {
    this.#link = link
    this.#options = options
    this.#vendor = vendor
    link.signal.addEventListener('abort', this.#onAbort, { once: true })
    void this.#begin('connect')
  }

  attach(surface: Surface): () => void {
    if (this.#closed) return () => {}
    this.#surface = surface
    this.#detach = this.#current?.media?.mediaSink.attach(surface)
    return () => {
      if (this.#surface !== surface) return
      this.#surface = null
      this.#detach?.()
      this.#detach = undefined
    }
  }

  command(command: SourceCommand): void {
    const current = this.#current
    switch (command.type) {
      case 'input':
        return current?.media.input(command.event)
      case 'message':
        return current?.media.message(command.data)
      case 'quality':
        return current?.media.quality(command.id)
      case 'activity':
        return current?.activity()
      case 'reconnect':
        return void this.#replace()
    }
  }

  close(code: number, reason?: string): void {
    if (this.#closed) return
    this.#closed = true
    this.#link.signal.removeEventListener('abort', this.#onAbort)
    this.#link.environment.clearTimeout(this.#timer)
    this.#next?.close(1000)
    this.#current?.close(code, reason)
    this.#next = this.#current = this.#surface = null
    this.#detach = undefined
  }

  readonly #onAbort = (): void => this.close(1000, 'retry')

  // The first attempt

  async #begin(reason: 'connect' | 'expired'): Promise<void> {
    const address = await this.#address(reason)
    if (this.#closed || address === null) return
    const attempt = this.#attempt(address)
    if (attempt) this.#show(attempt)
  }

  /** Returns the address, or `null` after it emitted a close. */
  async #address(reason: 'connect' | 'expired'): Promise<string | null> {
    const { attempt, resumeToken } = this.#link
    const [loaded, given] = await Promise.allSettled([
      this.#library ?? loadLibrary(this.#options.library),
      resolveRefreshable(this.#options.url, { attempt, reason }),
    ])
    if (this.#closed) return null
    if (loaded.status === 'rejected') {
      this.#fail(importFailure(loaded.reason, this.#link.environment))
      return null
    }
    this.#library = loaded.value
    if (given.status === 'rejected') {
      this.#end({ code: 1006, cause: 'source-error' })
      return null
    }
    const url = socketUrl(given.value)
    if (url === null) {
      this.#fail({ kind: 'invalid-url' })
      return null
    }
    return this.#vendor.address?.(url, resumeToken) ?? url
  }

  /** Returns the attempt, or `null` after it emitted a close, because the browser has no WebRTC. */
  #attempt(url: string): PlayerConnection | null {
    const { environment } = this.#link
    try {
      const attempt: PlayerConnection = new PlayerConnection(
        { ...this.#options, library: this.#library!, url, vendor: this.#vendor },
        {
          environment,
          // `attempt` is set before any event: a socket emits none inside its constructor.
          emit: (event) => attempt === this.#current && this.#emit(event),
          sample: (sample) => attempt === this.#current && this.#link.sample('stats', sample),
          flows: () => this.#flows(attempt),
          signallingLost: (close) => this.#signallingLost(attempt, close),
          ended: (close) => this.#attemptEnded(attempt, close),
        },
      )
      return attempt
    } catch {
      this.#fail({ kind: 'unsupported' })
      return null
    }
  }

  #show(attempt: PlayerConnection): void {
    this.#current = attempt
    if (this.#surface) this.#detach = attempt.media?.mediaSink.attach(this.#surface)
  }

  #attemptEnded(attempt: PlayerConnection, close: Close): void {
    if (attempt === this.#next) return this.#nextEnded(close)
    if (attempt !== this.#current) return
    if (close.cause === 'forbidden' && !this.#renewed && canRefresh(this.#options.url)) {
      this.#renewed = true
      this.#current = null
      return void this.#begin('expired')
    }
    this.#end(close)
  }

  // The second attempt, while signalling is lost and media continues

  #signallingLost(attempt: PlayerConnection, close: Close): void {
    // A second attempt without signalling is useless, even with media.
    if (attempt === this.#next) return this.#nextEnded(close)
    this.#emit({ type: 'signalling', state: 'lost', code: close.code })
  }

  async #replace(): Promise<void> {
    if (!this.#current || this.#next || this.#opening || this.#closed) return
    this.#opening = true
    const address = await this.#address('connect')
    this.#opening = false
    if (this.#closed || address === null) return
    this.#next = this.#attempt(address)
    this.#timer = this.#link.environment.setTimeout(
      () => this.#nextEnded({ code: 1006, cause: 'timeout' }),
      replaceWithinMs,
    )
  }

  #nextEnded(close: Close): void {
    this.#dropNext()
    // A final close ends the session also while media plays: the server will soon end the media too.
    if (!isLoss(close) && close.code !== 4005) return this.#end(close)
    this.#emit({ type: 'signalling', state: 'lost', code: close.code })
  }

  #dropNext(): void {
    this.#link.environment.clearTimeout(this.#timer)
    this.#next?.close(1000)
    this.#next = null
  }

  #flows(attempt: PlayerConnection): void {
    if (attempt !== this.#next) return
    this.#link.environment.clearTimeout(this.#timer)
    const former = this.#current
    this.#surface?.hold?.()
    this.#next = null
    this.#show(attempt)
    former?.close(1000)
    this.#emit({ type: 'signalling', state: 'back' })
    this.#emit(attempt.media.offers)
  }

  // Events and the end

  #emit(event: SourceEvent): void {
    if (!this.#closed) this.#link.emit(event)
  }

  #fail(failure: Failure): void {
    const { environment, intent } = this.#link
    const { type: _, ...close } = closedBy(failure, { now: environment.now(), started: intent === 'retry' })
    this.#end(close)
  }

  #end(close: Close): void {
    if (this.#closed) return
    const event: ClosedEvent = { type: 'closed', ...close }
    explainClose(event, this.#options)
    this.#link.emit(event)
    this.close(1000)
  }
}
