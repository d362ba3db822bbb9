import { type Environment, type StreamInputEvent, Pings, warnOnce } from '@standby/core/source'
import type { WorkerFrame } from './data-channel-schema.ts'
import { Outbox } from './outbox.ts'
import { type FrameFault, readFrame } from './read-frame.ts'
import { maxFramesPerSecond } from '../limits.ts'

export interface DataChannelHost {
  readonly environment: Environment
  readonly signal: AbortSignal
  received(frame: Exclude<WorkerFrame, { type: 'pong' }>): void
  /** The far end answered for the first time: it reads the channel. */
  answers(): void
  /** The far end closed the channel, as it does when it hangs up. */
  closedByFarEnd(): void
}

/** The data channel beside the media: input, messages, and pings that show whether the far end answers. */
export class DataChannel {
  readonly #host: DataChannelHost
  readonly #outbox: Outbox
  readonly pings: Pings
  #second = 0
  #frames = 0

  constructor(channel: RTCDataChannel, host: DataChannelHost) {
    const { signal } = host
    this.#host = host
    this.#outbox = new Outbox(channel, signal)
    this.pings = new Pings(
      () => host.environment.now(),
      (id) => this.#outbox.ping(id),
    )
    // At once, so that it is known early whether the server answers pings.
    channel.addEventListener('open', () => this.pings.ping(), { signal })
    channel.addEventListener('message', ({ data }) => this.#receive(data), { signal })
    channel.addEventListener('close', () => host.closedByFarEnd(), { signal })
  }

  input(event: StreamInputEvent): void {
    this.#outbox.input(event)
  }

  message(data: unknown): void {
    if (this.#outbox.message(data)) return
    warnOnce(
      'whep-message',
      'a message to the far end was dropped. It is sent as JSON text of max 64 KiB. Send data that JSON.stringify() accepts, in smaller pieces.',
    )
  }

  #receive(data: unknown): void {
    if (this.#floods()) return warnFault('too many')
    const outcome = readFrame(data)
    if ('fault' in outcome) {
      if (outcome.fault) warnFault(outcome.fault)
    } else if (outcome.frame.type === 'pong') {
      if (this.pings.answered(outcome.frame.id)) this.#host.answers()
    } else this.#host.received(outcome.frame)
  }

  #floods(): boolean {
    const second = Math.floor(this.#host.environment.now() / 1000)
    if (second !== this.#second) this.#frames = 0
    this.#second = second
    return ++this.#frames > maxFramesPerSecond
  }
}

function warnFault(fault: FrameFault | 'too many'): void {
  warnOnce(
    `whep-frame-${fault}`,
    `a message on the data channel was dropped (${fault}). Messages must be JSON text as in @standby/whep/data-channel. The stream continues. Check what the far end sends.`,
  )
}
