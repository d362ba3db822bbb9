import { maxReasonBytes } from '@standby/core/source'
import * as v from 'valibot'
import type { VendorProtocol, VendorHost, VendorSession } from '../connection/vendor-protocol.ts'
import type { SignallingMessage } from '../signalling/signalling-messages.ts'
import { ArcwareAfk } from './afk.ts'
import { readArcwareClose } from './close-reading.ts'
import { arcwareMessage, type ArcwareMessage, readQueue } from './messages.ts'
import { arcwareResumeWindowMs } from '../limits.ts'

export const arcwareProtocol: VendorProtocol = {
  address(url, resumeToken) {
    if (resumeToken === undefined) return url
    const address = new URL(url)
    address.searchParams.set('s', resumeToken)
    address.searchParams.set('r', 'true')
    return address.href
  },
  readClose: readArcwareClose,
  session: (host) => new ArcwareSession(host),
}

class ArcwareSession implements VendorSession {
  readonly #host: VendorHost
  readonly #afk: ArcwareAfk
  #sessionId: string | null = null
  #asked = false

  constructor(host: VendorHost) {
    this.#host = host
    this.#afk = new ArcwareAfk(host.environment, (event) => host.emit(event))
  }

  get place(): { readonly resumeToken?: string; readonly resumeWindowMs?: number } {
    return this.#sessionId === null
      ? {}
      : { resumeToken: this.#sessionId, resumeWindowMs: arcwareResumeWindowMs }
  }

  take(message: SignallingMessage): boolean {
    const parsed = v.safeParse(arcwareMessage, message)
    if (!parsed.success) return false
    this.#act(parsed.output)
    return true
  }

  flows(): void {
    if (this.#asked) this.#tellRendering()
  }

  activity(): void {
    this.#afk.activity()
  }

  close(): void {
    this.#afk.close()
  }

  #act(message: ArcwareMessage): void {
    const { emit, end, isPlaced, isShowing } = this.#host
    switch (message.type) {
      case 'queue':
        // A viewer with a stream is not in the queue.
        if (!isPlaced()) emit({ type: 'queued', ...readQueue(message.queue), ...this.place })
        return
      case 'sessionId':
        this.#sessionId = message.sessionId
        if (isPlaced()) emit({ type: 'assigned', ...this.place })
        return
      case 'error':
        // A code below 4000 is only a hint. The socket stays open.
        if (message.code >= 4000) end(readArcwareClose(message.code, message.reason))
        return
      case 'letter':
        return emit({ type: 'notice', text: message.reason.slice(0, maxReasonBytes) })
      case 'render':
        this.#asked = true
        if (isShowing()) this.#tellRendering()
        return
      case 'streamInfo': {
        const { afk } = message.streamInfo
        return this.#afk.set(
          afk?.enabled ? { warnAfterMs: afk.warn * 1000, graceMs: afk.action * 1000 } : null,
        )
      }
    }
  }

  #tellRendering(): void {
    this.#asked = false
    this.#host.send({ type: 'render', isRendering: true })
  }
}
