/** From here on moves wait and only the newest of each kind is kept, bytes. */
const busyBytes = 16_384
/** From here on nothing is added, bytes: the far end does not read any more. */
const fullBytes = 262_144
const mostEarly = 64

type Channel = Pick<
  RTCDataChannel,
  'readyState' | 'bufferedAmount' | 'bufferedAmountLowThreshold' | 'addEventListener'
>

/**
 * What goes out on a data channel. A network that is slower than the hand must not add delay: while it is busy, what a
 * later item makes useless is not sent. Everything else keeps its order and is all sent. `write` may throw.
 */
export class SendQueue<T> {
  readonly #channel: Channel
  readonly #write: (item: T) => void
  /** What waits, by what the next of its kind replaces. */
  readonly #waiting = new Map<string, T>()
  /** From before the channel was open. */
  readonly #early: T[] = []

  constructor(channel: Channel, signal: AbortSignal, write: (item: T) => void) {
    this.#channel = channel
    this.#write = write
    channel.bufferedAmountLowThreshold = busyBytes / 2
    channel.addEventListener('bufferedamountlow', () => this.#flush(), { signal })
    channel.addEventListener('open', () => this.#open(), { signal })
  }

  /** `false` where it was not sent. */
  send(item: T): boolean {
    const { readyState, bufferedAmount } = this.#channel
    if (readyState !== 'open' || bufferedAmount > fullBytes) return false
    try {
      this.#write(item)
      return true
    } catch {
      // It closed in this very moment, or the browser's own buffer is full.
      return false
    }
  }

  /** Of now or never: dropped while the channel is not open. `kind`: a later one of this kind replaces it. */
  input(item: T, kind: string | null): void {
    if (this.#channel.readyState !== 'open') return
    if (kind === null) {
      // A press says where it is: what moved before it is still told first, to keep the order.
      this.#flush()
      this.send(item)
    } else if (this.#channel.bufferedAmount > busyBytes) this.#waiting.set(kind, item)
    else this.send(item)
  }

  /** Waits for the channel to open, in the company of 63 others at most. */
  message(item: T): void {
    const { readyState } = this.#channel
    if (readyState === 'open') this.send(item)
    else if (readyState === 'connecting' && this.#early.length < mostEarly) this.#early.push(item)
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
