import { type Environment, isSendable, rateLimit, type Timer } from '@standby/core/source'
import type { EpicProtocol } from '../connection/epic.ts'
import { readSignalling, type SignallingMessage } from './signalling-messages.ts'
import { pingEveryMs, signallingRate, silentAfterMs } from '../limits.ts'

export interface SignallingHost {
  readonly environment: Environment
  /** Called before the library gets the message. Return `true` to keep it from the library. */
  message(message: SignallingMessage): boolean
  /** Called once. Not called after our own `close`. */
  closed(code: number, reason: unknown): void
}

/**
 * Listens to the library's socket: for the close code, which the library's events lack, for messages before the library
 * handles them, and for silence.
 */
export class Signalling {
  readonly #protocol: EpicProtocol
  readonly #host: SignallingHost
  #timer: Timer | null = null
  #heardAt = 0
  #pingedAt = 0
  #answers = false
  #over = false

  constructor(protocol: EpicProtocol, host: SignallingHost) {
    this.#protocol = protocol
    this.#host = host
    const { transport } = protocol
    const pass = transport.onMessage
    const withinRate = rateLimit(host.environment, signallingRate)
    transport.onMessage = (text) => {
      if (this.#over || !withinRate()) return
      const message = readSignalling(text)
      if (message === null) return
      this.#heardAt = host.environment.now()
      if (message.type === 'pong') this.#answers = true
      else if (!host.message(message) && !this.#over) pass?.(text)
    }
    transport.addListener('open', () => {
      if (this.#over) return
      this.#heardAt = host.environment.now()
      this.#ping()
    })
    transport.addListener('close', ({ code, reason }: CloseEvent) => this.#end(code, reason))
  }

  /** Sends a message, or drops it while the socket is not open. */
  send(message: SignallingMessage): void {
    try {
      if (!this.#over) this.#protocol.sendMessage(message)
    } catch {
      // Not open yet.
    }
  }

  /** Closes the socket. A code that browsers refuse is sent as 1000. */
  close(code: number, reason?: string): void {
    this.#over = true
    this.#host.environment.clearTimeout(this.#timer)
    try {
      if (isSendable(code)) this.#protocol.disconnect(code, reason)
      else this.#protocol.disconnect(1000)
    } catch {
      this.#protocol.disconnect()
    }
  }

  #end(code: number, reason: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#host.environment.clearTimeout(this.#timer)
    this.#host.closed(code, reason)
  }

  #ping(): void {
    const { environment } = this.#host
    const now = environment.now()
    // The tab was frozen or the device slept: the silence does not count.
    if (now - this.#pingedAt >= 2 * pingEveryMs) this.#heardAt = now
    if (this.#answers && now - this.#heardAt >= silentAfterMs) {
      this.#protocol.disconnect()
      return this.#end(1006, '')
    }
    this.#pingedAt = now
    this.send({ type: 'ping', time: now })
    this.#timer = environment.setTimeout(() => this.#ping(), pingEveryMs)
  }
}
