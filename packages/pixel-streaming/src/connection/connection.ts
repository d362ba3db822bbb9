import {
  BaseConnection,
  canRefresh,
  type Close,
  type ClosedEvent,
  explainClose,
  importFailure,
  isLoss,
  resolveRefreshable,
  type SourceCommand,
  type SourceLink,
  socketUrl,
  type Timer,
} from '@standby/core/source'
import { PlayerConnection } from './player-connection.ts'
import type { VendorProtocol } from './vendor-protocol.ts'
import type { EpicLibrary } from './epic.ts'
import { explanations } from './explanations.ts'
import { loadLibrary } from './library.ts'
import type { PixelStreamingOptions } from '../options.ts'
import { replaceWithinMs } from '../limits.ts'

/** One connection of a session: an attempt, and while its signalling is lost a second one that will replace it. */
export class PixelStreamingConnection extends BaseConnection {
  readonly #options: PixelStreamingOptions
  readonly #vendor: VendorProtocol
  #library: EpicLibrary | null = null
  #current: PlayerConnection | null = null
  #next: PlayerConnection | null = null
  #opening = false
  #timer: Timer | null = null
  #renewed = false

  constructor(link: SourceLink, options: PixelStreamingOptions, vendor: VendorProtocol) {
    super(link)
    this.#options = options
    this.#vendor = vendor
    void this.#begin('connect')
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

  protected override onClose(code: number, reason?: string): void {
    this.environment.clearTimeout(this.#timer)
    this.#next?.close(1000)
    this.#current?.close(code, reason)
    this.#next = this.#current = null
  }

  // The first attempt

  async #begin(reason: 'connect' | 'expired'): Promise<void> {
    const address = await this.#address(reason)
    if (this.closed || address === null) return
    const attempt = this.#attempt(address)
    if (attempt) this.#play(attempt)
  }

  /** Returns the address, or `null` after it emitted a close. */
  async #address(reason: 'connect' | 'expired'): Promise<string | null> {
    const { attempt, resumeToken } = this.link
    const [loaded, given] = await Promise.allSettled([
      this.#library ?? loadLibrary(this.#options.library),
      resolveRefreshable(this.#options.url, { attempt, reason }),
    ])
    if (this.closed) return null
    if (loaded.status === 'rejected') {
      this.fail(importFailure(loaded.reason, this.environment))
      return null
    }
    this.#library = loaded.value
    if (given.status === 'rejected') {
      this.end({ code: 1006, cause: 'source-error' })
      return null
    }
    const url = socketUrl(given.value)
    if (url === null) {
      this.fail({ kind: 'invalid-url' })
      return null
    }
    return this.#vendor.address?.(url, resumeToken) ?? url
  }

  /** Returns the attempt, or `null` after it emitted a close, because the browser has no WebRTC. */
  #attempt(url: string): PlayerConnection | null {
    const { environment } = this.link
    try {
      const attempt: PlayerConnection = new PlayerConnection(
        { ...this.#options, library: this.#library!, url, vendor: this.#vendor },
        {
          environment,
          // `attempt` is set before any event: a socket emits none inside its constructor.
          emit: (event) => attempt === this.#current && this.emit(event),
          sample: (sample) => attempt === this.#current && this.link.sample('stats', sample),
          flows: () => this.#flows(attempt),
          signallingLost: (close) => this.#signallingLost(attempt, close),
          ended: (close) => this.#attemptEnded(attempt, close),
        },
      )
      return attempt
    } catch {
      this.fail({ kind: 'unsupported' })
      return null
    }
  }

  #play(attempt: PlayerConnection): void {
    this.#current = attempt
    this.show(attempt.media.mediaSink)
  }

  #attemptEnded(attempt: PlayerConnection, close: Close): void {
    if (attempt === this.#next) return this.#nextEnded(close)
    if (attempt !== this.#current) return
    if (close.cause === 'forbidden' && !this.#renewed && canRefresh(this.#options.url)) {
      this.#renewed = true
      this.#current = null
      this.show(null)
      return void this.#begin('expired')
    }
    this.end(close)
  }

  // The second attempt, while signalling is lost and media continues

  #signallingLost(attempt: PlayerConnection, close: Close): void {
    // A second attempt without signalling is useless, even with media.
    if (attempt === this.#next) return this.#nextEnded(close)
    this.emit({ type: 'signalling', state: 'lost', code: close.code })
  }

  async #replace(): Promise<void> {
    if (!this.#current || this.#next || this.#opening || this.closed) return
    this.#opening = true
    const address = await this.#address('connect')
    this.#opening = false
    if (this.closed || address === null) return
    const next = this.#attempt(address)
    // The connection is closed, and would never clear the timer.
    if (!next) return
    this.#next = next
    this.#timer = this.environment.setTimeout(
      () => this.#nextEnded({ code: 1006, cause: 'timeout' }),
      replaceWithinMs,
    )
  }

  #nextEnded(close: Close): void {
    this.#dropNext()
    // A final close ends the session also while media plays: the server will soon end the media too.
    if (!isLoss(close) && close.code !== 4005) return this.end(close)
    this.emit({ type: 'signalling', state: 'lost', code: close.code })
  }

  #dropNext(): void {
    this.environment.clearTimeout(this.#timer)
    this.#next?.close(1000)
    this.#next = null
  }

  #flows(attempt: PlayerConnection): void {
    if (attempt !== this.#next) return
    this.environment.clearTimeout(this.#timer)
    const former = this.#current
    this.hold()
    this.#next = null
    this.#play(attempt)
    former?.close(1000)
    this.emit({ type: 'signalling', state: 'back' })
    this.emit(attempt.media.offers)
  }

  protected override explain(close: ClosedEvent): void {
    explainClose(close, explanations, { name: 'The signalling server', address: this.#options.url })
  }
}
