import {
  Backoff,
  canRefresh,
  type ClosedEvent,
  isLoss,
  type Refreshable,
  type SourceCommand,
  type SourceConnection,
  type SourceEvent,
  type SourceLink,
  type Surface,
  type Timer,
  warnOnce,
} from '@standby/core/source'
import * as v from 'valibot'
import type { Close } from './close-reading.ts'
import { releasePlace } from './release-place.ts'
import { type SignallingChannel, openSignalling } from './signalling-channel.ts'
import { nestedMedia, type NestedMedia } from './nested-media.ts'
import type { GatewayOptions } from './options.ts'
import { data } from './protocol/fields.ts'
import type { ServerMessageOf } from './protocol/server-messages.ts'
import type { SessionMessage } from './socket.ts'

/** Media that closes by itself: the gateway knows why, and has so long to say it. */
const explainWithinMs = 2000
/** A ticket that is refused sooner than this after it was asked for once more is refused for good, ms. */
const renewEveryMs = 10_000

const leftUnsaid: readonly unknown[] = ['retry', 'taken-over']

/** One connection of a session: a line to the gateway, a second one while the first is replaced, and the media. */
export class GatewayConnection implements SourceConnection {
  readonly #link: SourceLink
  readonly #url: Refreshable<string>
  readonly #options: GatewayOptions
  readonly #media: NestedMedia
  #closed = false
  /** The line that the session runs over. */
  #line: SignallingChannel | null = null
  /** One that shall take its place. */
  #next: SignallingChannel | null = null
  #token: string | undefined
  #queue: ServerMessageOf<'queued'> | null = null
  #offer: string | null = null
  /** When the ticket was last asked for once more, local epoch, ms. */
  #renewedAt: number | null = null
  /** Of lines that take the place of one that lives. */
  readonly #moves: Backoff
  #signallingLost = false
  /** Local epoch, ms: the gateway asked not to be called before. */
  #notBefore = 0
  /** When a line is opened anew: after a pause that was asked for, or at a moment of a draining. */
  #later: Timer | null = null
  #explain: Timer | null = null

  constructor(link: SourceLink, url: Refreshable<string>, options: GatewayOptions) {
    this.#link = link
    this.#url = url
    this.#options = options
    this.#token = link.resumeToken
    this.#moves = new Backoff(link.environment)
    this.#media = nestedMedia(link, options.media, (event) => this.#mediaEnded(event))
    link.signal.addEventListener('abort', this.#onAbort, { once: true })
    this.#line = this.#open('connect', false)
  }

  attach(surface: Surface): () => void {
    return this.#media.attach(surface)
  }

  command(command: SourceCommand): void {
    if (this.#closed) return
    switch (command.type) {
      case 'activity':
        return this.#send({ type: 'activity' })
      case 'accept':
      case 'decline':
        return this.#answerOffer(command.type)
      case 'reconnect':
        return this.#reconnect()
      case 'message':
        return this.#options.messages === 'media' ? this.#media.command(command) : this.#say(command.data)
      default:
        this.#media.command(command)
    }
  }

  close(code: number, reason?: string): void {
    if (this.#closed) return
    this.#closed = true
    this.#link.signal.removeEventListener('abort', this.#onAbort)
    this.#stop('#later')
    this.#stop('#explain')
    // Whoever comes back keeps the place; everybody else frees it for the next in line.
    const leaves = !leftUnsaid.includes(reason)
    let said = false
    for (const line of [this.#line, this.#next]) {
      if (leaves && line?.send({ type: 'leave' })) said = true
      line?.close(leaves ? code : 1000, leaves ? reason : undefined)
    }
    this.#line = this.#next = null
    if (leaves && !said && this.#token !== undefined)
      releasePlace(this.#token, {
        url: this.#url,
        options: this.#options,
        environment: this.#link.environment,
      })
    this.#media.close(code, reason)
  }

  readonly #onAbort = () => this.close(1000, 'retry')

  // The lines

  #open(reason: 'connect' | 'expired', timed: boolean): SignallingChannel {
    return openSignalling({
      url: this.#url,
      options: this.#options,
      environment: this.#link.environment,
      attempt: this.#link.attempt,
      reason,
      resumeToken: this.#token,
      timed,
      host: {
        message: (line, message) => this.#take(line, message),
        down: (line, close) => this.#down(line, close),
      },
    })
  }

  #openNext(): void {
    this.#next ??= this.#open('connect', true)
  }

  /** The session's backoff says that signalling shall be tried again. */
  #reconnect(): void {
    // Without a token another worker would be assigned, and media that flows would be taken away for it.
    if (this.#line || this.#token === undefined) return
    this.#openLater(Math.max(0, this.#notBefore - this.#link.environment.now()))
  }

  #openLater(ms: number): void {
    this.#stop('#later')
    if (ms <= 0) return this.#openNext()
    this.#later = this.#link.environment.setTimeout(() => {
      this.#later = null
      this.#openNext()
    }, ms)
  }

  /** The gateway goes away: at a moment of our own, but no sooner than after a pause that grows while we are sent on. */
  #leaveSoon(line: SignallingChannel, withinMs: number): void {
    const leaves = this.#later !== null || this.#next !== null
    if (leaves || this.#token === undefined || line !== this.#line) return
    this.#openLater(Math.max(this.#link.environment.random() * withinMs, this.#moves.next()))
  }

  #down(line: SignallingChannel, close: Close): void {
    if (line === this.#next) {
      this.#next = null
      // It was to take the place of one that lives. What is true of the session, that one will hear as well.
      if (this.#line) return
    } else {
      this.#line = null
      // A newer line of ours is what the older one was closed for, or is on its way to where this one was lost.
      if (this.#next && (isLoss(close) || close.code === 4100)) {
        if (close.code !== 4100) this.#loseControl(close)
        return
      }
    }
    if (close.cause === 'forbidden' && this.#mayRenew()) {
      this.#line = this.#open('expired', this.#media.isOpen)
      return
    }
    if (isLoss(close) && this.#media.isOpen) return this.#loseControl(close)
    // Whatever else a gateway closes with, it keeps no place for.
    if (!isLoss(close)) this.#token = undefined
    this.#end(close)
  }

  /** Whether a refused ticket is asked for once more; a place given in between does not prove that it was taken. */
  #mayRenew(): boolean {
    const now = this.#link.environment.now()
    const isSoon = this.#renewedAt !== null && Math.abs(now - this.#renewedAt) < renewEveryMs
    if (isSoon || !canRefresh(this.#options.ticket)) return false
    this.#renewedAt = now
    return true
  }

  #loseControl({ code, retryAfterMs = 0 }: Close): void {
    if (!this.#media.isOpen) return
    this.#signallingLost = true
    this.#notBefore = this.#link.environment.now() + retryAfterMs
    this.#emit({ type: 'signalling', state: 'lost', code })
  }

  /** A line that was given a place is the one to go on with. */
  #settle(line: SignallingChannel): void {
    if (line === this.#next) {
      this.#line?.close(1000)
      this.#line = line
      this.#next = null
      this.#stop('#later')
    }
    this.#moves.good()
    this.#stop('#explain')
    if (!this.#signallingLost) return
    this.#signallingLost = false
    this.#emit({ type: 'signalling', state: 'back' })
  }

  // What the gateway says

  #take(line: SignallingChannel, message: SessionMessage): void {
    switch (message.type) {
      case 'queued':
        this.#settle(line)
        return this.#takeQueued(message)
      case 'offered':
        // Whoever has a worker waits for none.
        if (this.#media.isOpen) return
        this.#offer = message.offer
        return this.#emitQueued({ expiresInMs: message.expiresInMs })
      case 'assigned':
        this.#settle(line)
        return this.#takeAssigned(message)
      case 'draining':
        return this.#leaveSoon(line, message.withinMs)
      default:
        // `limit`, `afk`, `notice` and `message` are the session's own words.
        this.#emit(message)
    }
  }

  #takeQueued(message: ServerMessageOf<'queued'>): void {
    this.#queue = message
    this.#offer = null
    this.#keep(message)
    this.#media.empty()
    this.#emitQueued()
  }

  #emitQueued(offer?: { readonly expiresInMs: number }): void {
    const { position = 1, length, etaMs, resumeToken, resumeWindowMs } = this.#queue ?? {}
    this.#emit({
      type: 'queued',
      position,
      ...(length !== undefined && { length }),
      ...(etaMs !== undefined && { etaMs }),
      ...(resumeToken !== undefined && { resumeToken }),
      ...(resumeWindowMs !== undefined && { resumeWindowMs }),
      ...(offer && { offer }),
    })
  }

  #takeAssigned(message: ServerMessageOf<'assigned'>): void {
    this.#queue = this.#offer = null
    this.#keep(message)
    const { worker, resumeToken, resumeWindowMs } = message
    this.#emit({
      type: 'assigned',
      ...(this.#media.begins(worker) && { replaced: true }),
      ...(resumeToken !== undefined && { resumeToken }),
      ...(resumeWindowMs !== undefined && { resumeWindowMs }),
    })
    if (!this.#closed && !this.#media.open(message)) this.#end({ code: 1003, cause: 'unsupported' })
  }

  #keep({ resumeToken }: { readonly resumeToken?: string | undefined }): void {
    this.#token = resumeToken ?? this.#token
  }

  // What the media says

  #mediaEnded(event: ClosedEvent): void {
    // With no line there is nobody to say why.
    if (this.#closed) return
    if (!this.#line && !this.#next) return this.#end(event)
    this.#explain = this.#link.environment.setTimeout(() => {
      this.#explain = null
      this.#end(event)
    }, explainWithinMs)
  }

  // What the viewer does

  #send(message: Parameters<SignallingChannel['send']>[0]): void {
    this.#line?.send(message)
  }

  #answerOffer(type: 'accept' | 'decline'): void {
    if (this.#offer === null) return
    this.#send({ type, offer: this.#offer })
    this.#offer = null
    // What was declined is not shown until the gateway answers.
    if (type === 'decline') this.#emitQueued()
  }

  #say(given: unknown): void {
    const checked = v.safeParse(data, given)
    if (checked.success) return this.#send({ type: 'message', data: checked.output })
    warnOnce(
      'gateway:message',
      'session.send() was given what is not JSON, or more than 16 KiB of it. It was not sent, since the gateway ' +
        'would refuse it. Send plain data, in smaller pieces.',
    )
  }

  // Words for the session

  #end(close: Close): void {
    this.#stop('#explain')
    this.#emit({ type: 'closed', ...close })
  }

  #emit(event: SourceEvent): void {
    if (!this.#closed) this.#link.emit(event)
  }

  #stop(timer: '#later' | '#explain'): void {
    const running = timer === '#later' ? this.#later : this.#explain
    if (running !== null) this.#link.environment.clearTimeout(running)
    if (timer === '#later') this.#later = null
    else this.#explain = null
  }
}
