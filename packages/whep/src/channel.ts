import { type Environment, type InputEvent, warnOnce } from '@standby/core/source'
import type { WorkerFrame } from './data-channel.ts'
import { Outbox } from './outbox.ts'
import { type FrameFault, readFrame } from './read-frame.ts'

/** More than this many a second are not taken. */
const mostFrames = 500
/** Answers that are missing for so many pings will not come. */
const mostPings = 16

export interface ChannelHost {
  readonly environment: Environment
  readonly signal: AbortSignal
  received(frame: Exclude<WorkerFrame, { type: 'pong' }>): void
  /** The far end answered for the first time: somebody takes what is sent here. */
  answers(): void
  /** The far end closed it, which it does when it hangs up. */
  closedByFarEnd(): void
}

/** The data channel beside the media: input and messages, and pings that tell whether anybody is there. */
export class Channel {
  readonly #host: ChannelHost
  readonly #outbox: Outbox
  /** When each ping that waits was sent. */
  readonly #pings = new Map<number, number>()
  #lastPing = 0
  #pongAt: number | null = null
  #pingMs: number | null = null
  #second = 0
  #frames = 0

  constructor(channel: RTCDataChannel, host: ChannelHost) {
    const { signal } = host
    this.#host = host
    this.#outbox = new Outbox(channel, signal)
    // At once, to know whether the server answers here before its answer is missed.
    channel.addEventListener('open', () => this.ping(), { signal })
    channel.addEventListener('message', ({ data }) => this.#take(data), { signal })
    channel.addEventListener('close', () => host.closedByFarEnd(), { signal })
  }

  /** The newest answer, local epoch, ms; `null`: the server never answered here. */
  get pongAt(): number | null {
    return this.#pongAt
  }

  get pingMs(): number | null {
    return this.#pingMs
  }

  get pingWaitsSince(): number | null {
    for (const sentAt of this.#pings.values()) return sentAt
    return null
  }

  ping(): void {
    if (this.#pings.size >= mostPings) return
    const id = ++this.#lastPing
    if (this.#outbox.ping(id)) this.#pings.set(id, this.#host.environment.now())
  }

  /** What was not answered while nobody looked says nothing. */
  forgetPings(): void {
    this.#pings.clear()
  }

  input(event: InputEvent): void {
    this.#outbox.input(event)
  }

  message(data: unknown): void {
    if (this.#outbox.message(data)) return
    warnOnce(
      'whep-message',
      'a message to the far end was dropped. It travels as JSON text of at most 64 KiB. Send something that JSON.stringify() takes, in smaller pieces.',
    )
  }

  #take(data: unknown): void {
    if (this.#floods()) return warnFault('too many')
    const outcome = readFrame(data)
    if ('fault' in outcome) {
      if (outcome.fault) warnFault(outcome.fault)
    } else if (outcome.frame.type === 'pong') this.#pong(outcome.frame.id)
    else this.#host.received(outcome.frame)
  }

  #pong(id: number): void {
    const sentAt = this.#pings.get(id)
    if (sentAt === undefined) return
    const now = this.#host.environment.now()
    const isFirst = this.#pongAt === null
    this.#pongAt = now
    this.#pingMs = Math.max(0, now - sentAt)
    // The channel keeps the order: those before it were lost by a server that answers only some.
    for (const older of this.#pings.keys()) if (older <= id) this.#pings.delete(older)
    if (isFirst) this.#host.answers()
  }

  #floods(): boolean {
    const second = Math.floor(this.#host.environment.now() / 1000)
    if (second !== this.#second) this.#frames = 0
    this.#second = second
    return ++this.#frames > mostFrames
  }
}

function warnFault(fault: FrameFault | 'too many'): void {
  warnOnce(
    `whep-frame-${fault}`,
    `a message on the data channel was dropped (${fault}). Messages are JSON text as @standby/whep/data-channel describes them. The stream goes on; look at what the far end sends.`,
  )
}
