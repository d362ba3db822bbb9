import { busyBytes, fullBytes, maxEarlyMessages } from '../policies/limits.ts'

type Channel = Pick<
  RTCDataChannel,
  'readyState' | 'bufferedAmount' | 'bufferedAmountLowThreshold' | 'addEventListener'
>

/**
 * The send queue of a data channel. A slow network must not add delay to input: while it is busy, only the newest item of
 * each kind is sent. All other items are sent in order. `write` may throw.
 */
export class SendQueue<T> {
  readonly #channel: Channel
  readonly #write: (item: T) => void
  /** Waiting items by kind. A later item of the same kind replaces it. */
  readonly #waiting = new Map<string, T>()
  /** Messages from before the channel was open. */
  readonly #early: T[] = []

  constructor(channel: Channel, signal: AbortSignal, write: (item: T) => void) {
    this.#channel = channel
    this.#write = write
    channel.bufferedAmountLowThreshold = busyBytes / 2
    channel.addEventListener('bufferedamountlow', () => this.#flush(), { signal })
    channel.addEventListener('open', () => this.#open(), { signal })
  }

  /** Returns `false` if it was not sent. */
  send(item: T): boolean {
    const { readyState, bufferedAmount } = this.#channel
    if (readyState !== 'open' || bufferedAmount > fullBytes) return false
    try {
      this.#write(item)
      return true
    } catch {
      // The channel has just closed, or the browser's own buffer is full.
      return false
    }
  }

  /** Sends input, or drops it while the channel is not open. `kind`: a later item of this kind replaces it. */
  input(item: T, kind: string | null): void {
    if (this.#channel.readyState !== 'open') return
    if (kind === null) {
      // Moves from before a press are sent first, to keep the order.
      this.#flush()
      this.send(item)
    } else if (this.#channel.bufferedAmount > busyBytes) this.#waiting.set(kind, item)
    else this.send(item)
  }

  /** Sends a message, or keeps it until the channel opens, max 64 messages. */
  message(item: T): void {
    const { readyState } = this.#channel
    if (readyState === 'open') this.send(item)
    else if (readyState === 'connecting' && this.#early.length < maxEarlyMessages) this.#early.push(item)
  }

  #open(): void {
    for (const item of this.#early.splice(0)) this.send(item)
  }

  #flush(): void {
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const item of waiting) this.send(item)
  }
}
