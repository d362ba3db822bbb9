import {
  BaseConnection,
  rateLimit,
  type SourceCommand,
  type SourceLink,
  type Surface,
} from '@standby/core/source'
import { type FrameState, readFrameState } from './iframe-states.ts'
import {
  afkEndsWithinMs,
  afkGraceMs,
  frameRate as rate,
  streampixelReconnectWindowMs as reconnectWindowMs,
} from '../limits.ts'

/** The permissions that an interactive stream needs. */
const allowed =
  'autoplay; fullscreen; gamepad; microphone; camera; clipboard-read; clipboard-write; xr-spatial-tracking'

export interface FrameOptions {
  readonly url: string
  readonly origin: string
  readonly title: string
}

/** One frame with the vendor's player. Reads its states and sends its commands. */
export class FrameConnection extends BaseConnection {
  readonly #options: FrameOptions
  readonly #withinRate: () => boolean
  #frame: HTMLIFrameElement | null = null
  #page: Window | null = null
  #lost = false
  #warned = false
  #abortedAt = -Infinity

  constructor(link: SourceLink, options: FrameOptions) {
    super(link)
    this.#options = options
    this.#withinRate = rateLimit(link.environment, rate)
  }

  /** The frame stays in its first container: a frame that moves reloads and gets another session. */
  override attach({ container }: Surface): () => void {
    if (this.closed) return () => {}
    const { ownerDocument } = container
    this.#page ??= this.#listen(ownerDocument.defaultView)
    this.#frame ??= this.#createFrame(ownerDocument)
    const frame = this.#frame
    if (frame.parentElement !== container) container.append(frame)
    return () => {
      if (frame.parentElement === container) frame.remove()
    }
  }

  command(command: SourceCommand): void {
    if (command.type === 'message') this.#post(command.data)
  }

  protected override onClose(): void {
    this.#page?.removeEventListener('message', this.#onMessage)
    this.#frame?.remove()
    this.#frame = this.#page = null
  }

  #listen(page: Window | null): Window | null {
    page?.addEventListener('message', this.#onMessage)
    return page
  }

  #createFrame(page: Document): HTMLIFrameElement {
    const frame = page.createElement('iframe')
    frame.src = this.#options.url
    frame.title = this.#options.title
    frame.allow = allowed
    frame.allowFullscreen = true
    frame.referrerPolicy = 'origin'
    frame.style.cssText = 'border: 0; width: 100%; height: 100%'
    return frame
  }

  /** Accepts only messages from this frame and from its original origin. */
  readonly #onMessage = ({ source, origin, data }: MessageEvent): void => {
    if (this.closed || origin !== this.#options.origin || source !== this.#frame?.contentWindow) return
    if (!this.#withinRate()) return
    const state = readFrameState(data)
    if (state) this.#act(state)
    else if (state === undefined) this.emit({ type: 'message', data })
  }

  #post(message: unknown): void {
    try {
      this.#frame?.contentWindow?.postMessage({ message }, this.#options.origin)
    } catch {
      // The message cannot be cloned, for example a function.
    }
  }

  #act(state: FrameState): void {
    switch (state.is) {
      case 'authenticating':
        return
      case 'queued':
        return this.emit({ type: 'queued', position: state.position })
      case 'connecting':
        this.emit({ type: 'assigned' })
        return this.emit({ type: 'progress', step: 'transport' })
      case 'finalising':
        return this.emit({ type: 'progress', step: 'first-frame' })
      case 'loadingComplete':
        if (this.#lost) this.emit({ type: 'returned', exact: true })
        this.#lost = false
        this.emit({ type: 'media', state: 'first-frame' })
        return this.emit({ type: 'media', state: 'playing' })
      case 'reconnecting':
        return this.#lose()
      case 'afkWarning':
        this.#warned = true
        return this.emit({ type: 'afk', remainingMs: afkGraceMs })
      case 'afkAbort':
        this.#abortedAt = this.environment.now()
        this.#warned = false
        return this.emit({ type: 'afk', remainingMs: null })
      case 'restricted':
        return this.end({ code: 4000 })
      case 'disconnected':
        return this.#disconnected()
    }
  }

  #lose(): void {
    const since = this.environment.now()
    if (!this.#lost)
      this.emit({
        type: 'lost',
        since,
        deadline: since + reconnectWindowMs,
        exact: true,
        onDeadline: 'retry',
      })
    this.#lost = true
    // The frame shows no stream meanwhile.
    this.emit({ type: 'media', state: 'stalled' })
  }

  /** The frame does not say why, so the code is derived from the states before. */
  #disconnected(): void {
    const isAfk = this.#warned || this.environment.now() - this.#abortedAt < afkEndsWithinMs
    if (isAfk) this.end({ code: 4004, reason: 'afk' })
    else this.end({ code: this.#lost ? 4007 : 1000 })
  }
}
