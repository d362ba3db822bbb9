import { type Environment, isSendable, rateLimit, type Timer } from '@standby/core/source'
import type { EpicProtocol } from './epic.ts'
import { readSignalling, type SignallingMessage } from './signalling-messages.ts'

const rate = { perSecond: 100, atOnce: 1000 }
const pingEveryMs = 5000
/** From a server that has answered before. */
const silentAfterMs = 12_000

export interface SignallingHost {
  readonly environment: Environment
  /** Comes before the library hears of it; `true` keeps it from the library. */
  message(message: SignallingMessage): boolean
  /** Once; not after a `close` of ours. */
  closed(code: number, reason: unknown): void
}

/**
 * Listens in on the library's socket: to the close code that its events leave out, to messages before it acts upon them,
 * and to silence.
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
    const withinRate = rateLimit(host.environment, rate)
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

  /** While it is open; what it says otherwise is dropped. */
  send(message: SignallingMessage): void {
    try {
      if (!this.#over) this.#protocol.sendMessage(message)
    } catch {
      // Not open yet.
    }
  }

  /** A code that browsers refuse goes as 1000. */
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
    // A tab that was frozen, or a machine that slept: the silence was ours.
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
