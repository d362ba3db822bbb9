import {
  Backoff,
  BaseConnection,
  canRefresh,
  type Close,
  type ClosedEvent,
  isLoss,
  keepsPlace,
  type Refreshable,
  type SourceCommand,
  type SourceLink,
  type Timer,
  warnOnce,
} from '@standby/core/source'
import * as v from 'valibot'
import { releasePlace } from './release-place.ts'
import { type SignallingChannel, openSignalling } from '../channel/signalling-channel.ts'
import { nestedMedia, type NestedMedia } from './nested-media.ts'
import { preloadMedia } from './preload-media.ts'
import type { GatewayOptions } from '../options.ts'
import { data } from '../protocol/fields.ts'
import type { ServerMessageOf } from '../protocol/server-messages.ts'
import type { SessionMessage } from '../channel/socket.ts'
import { explainWithinMs, renewEveryMs } from '../limits.ts'

type TimerName = 'open' | 'explain'

/** One connection of a session: a signalling channel, a second one while the first is replaced, and the media. */
export class GatewayConnection extends BaseConnection {
  readonly #url: Refreshable<string>
  readonly #options: GatewayOptions
  readonly #media: NestedMedia
  /** The channel in use. */
  #signalling: SignallingChannel | null = null
  /** The channel that will replace it. */
  #nextSignalling: SignallingChannel | null = null
  #token: string | undefined
  #queue: ServerMessageOf<'queued'> | null = null
  #preloaded = false
  #offer: string | null = null
  /** When the ticket was last renewed after a refusal, local epoch, ms. */
  #renewedAt: number | null = null
  /** The delays between channels that replace a live one. */
  readonly #moves: Backoff
  #signallingLost = false
  /** Local epoch, ms. The gateway asked for no connection before it. */
  #notBefore = 0
  /**
   * `open`: opens the next channel, after the pause that the gateway asked for or during draining. `explain`: ends the
   * session for a media source that ended, unless the gateway says why first.
   */
  readonly #timers: Record<TimerName, Timer | null> = { open: null, explain: null }

  constructor(link: SourceLink, url: Refreshable<string>, options: GatewayOptions) {
    super(link)
    this.#url = url
    this.#options = options
    this.#token = link.resumeToken
    this.#moves = new Backoff(link.environment)
    this.#media = nestedMedia(link, options.media, (event) => this.#mediaEnded(event))
    this.show(this.#media)
    this.#signalling = this.#open('connect', false)
  }

  command(command: SourceCommand): void {
    if (this.closed) return
    switch (command.type) {
      case 'activity':
        return this.#send({ type: 'activity' })
      case 'accept':
      case 'decline':
        return this.#answerOffer(command.type)
      case 'reconnect':
        return this.#reconnect()
      case 'message':
        return this.#options.messages === 'media'
          ? this.#media.command(command)
          : this.#sendMessage(command.data)
      default:
        this.#media.command(command)
    }
  }

  protected override onClose(code: number, reason?: string): void {
    this.#stop('open')
    this.#stop('explain')
    // A viewer who comes back keeps the place. Any other end releases it.
    const leaves = !keepsPlace(reason)
    let leaveSent = false
    for (const channel of [this.#signalling, this.#nextSignalling]) {
      if (leaves && channel?.send({ type: 'leave' })) leaveSent = true
      channel?.close(leaves ? code : 1000, leaves ? reason : undefined)
    }
    this.#signalling = this.#nextSignalling = null
    if (leaves && !leaveSent && this.#token !== undefined)
      releasePlace(this.#token, {
        url: this.#url,
        options: this.#options,
        environment: this.environment,
      })
    this.#media.close(code, reason)
  }

  // Signalling channels

  #open(reason: 'connect' | 'expired', timed: boolean): SignallingChannel {
    return openSignalling({
      url: this.#url,
      options: this.#options,
      environment: this.environment,
      attempt: this.link.attempt,
      reason,
      resumeToken: this.#token,
      timed,
      host: {
        message: (channel, message) => this.#handle(channel, message),
        down: (channel, close) => this.#down(channel, close),
      },
    })
  }

  #openNext(): void {
    this.#nextSignalling ??= this.#open('connect', true)
  }

  /** The session's backoff asks for a new attempt at signalling. */
  #reconnect(): void {
    // Without a token the gateway would assign another worker, and the live media would end.
    if (this.#signalling || this.#token === undefined) return
    this.#openLater(Math.max(0, this.#notBefore - this.environment.now()))
  }

  #openLater(ms: number): void {
    this.#stop('open')
    if (ms <= 0) return this.#openNext()
    this.#start('open', ms, () => this.#openNext())
  }

  /** The gateway drains: move at a random time, but not before a pause that grows with each move. */
  #leaveSoon(channel: SignallingChannel, withinMs: number): void {
    const leaves = this.#timers.open !== null || this.#nextSignalling !== null
    if (leaves || this.#token === undefined || channel !== this.#signalling) return
    this.#openLater(Math.max(this.environment.random() * withinMs, this.#moves.next()))
  }

  #down(channel: SignallingChannel, close: Close): void {
    if (channel === this.#nextSignalling) {
      this.#nextSignalling = null
      // The current channel still lives. It will receive any close of the session too.
      if (this.#signalling) return
    } else {
      this.#signalling = null
      // The gateway closed this one because of our newer channel, or the newer channel is about to replace a lost one.
      if (this.#nextSignalling && (isLoss(close) || close.code === 4100)) {
        if (close.code !== 4100) this.#loseControl(close)
        return
      }
    }
    if (close.cause === 'forbidden' && this.#mayRenew()) {
      this.#signalling = this.#open('expired', this.#media.isOpen)
      return
    }
    if (isLoss(close) && this.#media.isOpen) return this.#loseControl(close)
    // After any other close the gateway keeps no place.
    if (!isLoss(close)) this.#token = undefined
    this.end(close)
  }

  /** Whether to renew a refused ticket. A place in between does not prove that the gateway accepted the ticket. */
  #mayRenew(): boolean {
    const now = this.environment.now()
    const isSoon = this.#renewedAt !== null && Math.abs(now - this.#renewedAt) < renewEveryMs
    if (isSoon || !canRefresh(this.#options.ticket)) return false
    this.#renewedAt = now
    return true
  }

  #loseControl({ code, retryAfterMs = 0 }: Close): void {
    if (!this.#media.isOpen) return
    this.#signallingLost = true
    this.#notBefore = this.environment.now() + retryAfterMs
    this.emit({ type: 'signalling', state: 'lost', code })
  }

  /** A channel that got a place becomes the current one. */
  #settle(channel: SignallingChannel): void {
    if (channel === this.#nextSignalling) {
      this.#signalling?.close(1000)
      this.#signalling = channel
      this.#nextSignalling = null
      this.#stop('open')
    }
    this.#moves.good()
    this.#stop('explain')
    if (!this.#signallingLost) return
    this.#signallingLost = false
    this.emit({ type: 'signalling', state: 'back' })
  }

  // Messages from the gateway

  #handle(channel: SignallingChannel, message: SessionMessage): void {
    switch (message.type) {
      case 'queued':
        this.#settle(channel)
        return this.#handleQueued(message)
      case 'offered':
        // A viewer with a worker needs no offer.
        if (this.#media.isOpen) return
        this.#offer = message.offer
        return this.#emitQueued({ expiresInMs: message.expiresInMs })
      case 'assigned':
        this.#settle(channel)
        return this.#handleAssigned(message)
      case 'draining':
        return this.#leaveSoon(channel, message.withinMs)
      default:
        // `limit`, `afk`, `notice` and `message` are session events as they are.
        this.emit(message)
    }
  }

  #handleQueued(message: ServerMessageOf<'queued'>): void {
    this.#queue = message
    this.#offer = null
    this.#keep(message)
    this.#media.empty()
    this.#preload()
    this.#emitQueued()
  }

  /** Loads the code of the media once, while the viewer waits anyway. */
  #preload(): void {
    if (this.#preloaded) return
    this.#preloaded = true
    preloadMedia(this.#options.preload)
  }

  #emitQueued(offer?: { readonly expiresInMs: number }): void {
    this.emit({ type: 'queued', position: 1, ...this.#queue, ...(offer && { offer }) })
  }

  #handleAssigned(message: ServerMessageOf<'assigned'>): void {
    this.#queue = this.#offer = null
    this.#keep(message)
    const { worker, media: _media, ...place } = message
    this.emit({ ...place, ...(this.#media.begins(worker) && { replaced: true }) })
    if (!this.closed && !this.#media.open(message)) this.end({ code: 1003, cause: 'unsupported' })
  }

  #keep({ resumeToken }: { readonly resumeToken?: string }): void {
    this.#token = resumeToken ?? this.#token
  }

  // The end of the media

  #mediaEnded(event: ClosedEvent): void {
    // Without a channel the gateway cannot send the reason.
    if (this.closed) return
    if (!this.#signalling && !this.#nextSignalling) return this.end(event)
    this.#start('explain', explainWithinMs, () => this.end(event))
  }

  // Commands of the viewer

  #send(message: Parameters<SignallingChannel['send']>[0]): void {
    this.#signalling?.send(message)
  }

  #answerOffer(type: 'accept' | 'decline'): void {
    if (this.#offer === null) return
    this.#send({ type, offer: this.#offer })
    this.#offer = null
    // A declined offer disappears at once, not with the gateway's answer.
    if (type === 'decline') this.#emitQueued()
  }

  #sendMessage(given: unknown): void {
    const checked = v.safeParse(data, given)
    if (checked.success) return this.#send({ type: 'message', data: checked.output })
    warnOnce(
      'gateway:message',
      'session.send() was called with data that is not JSON, or larger than 16 KiB. It was not sent: the ' +
        'gateway would refuse it. Send plain data, in smaller pieces.',
    )
  }

  // Events for the session

  /** Emits the end, and leaves the close to the session: it knows whether the viewer keeps the place. */
  protected override end(close: Close): void {
    this.#stop('explain')
    this.emit({ ...close, type: 'closed' })
  }

  #start(name: TimerName, ms: number, run: () => void): void {
    this.#stop(name)
    this.#timers[name] = this.environment.setTimeout(() => {
      this.#timers[name] = null
      run()
    }, ms)
  }

  #stop(name: TimerName): void {
    const running = this.#timers[name]
    if (running !== null) this.environment.clearTimeout(running)
    this.#timers[name] = null
  }
}
