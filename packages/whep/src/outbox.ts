import type { InputEvent } from '@standby/core/source'
import { type ClientFrame, messageBytes } from './data-channel.ts'

/** From here on moves wait and only the newest of each kind is kept, bytes. */
export const busyBytes = 16_384
/** From here on nothing is added, bytes: the far end does not read any more. */
export const fullBytes = 262_144
const mostWaiting = 64

type Channel = Pick<
  RTCDataChannel,
  'readyState' | 'bufferedAmount' | 'bufferedAmountLowThreshold' | 'send' | 'addEventListener'
>

/**
 * What goes to the far end. A network that is slower than the hand must not add delay: while it is busy, a move that
 * a later one makes useless is not sent. Presses and keys keep their order and are all sent.
 */
export class Outbox {
  readonly #channel: Channel
  /** Moves that wait, by what the next of them replaces. */
  readonly #moves = new Map<string, string>()
  /** Messages from before the channel was open. */
  readonly #early: string[] = []

  constructor(channel: Channel, signal: AbortSignal) {
    this.#channel = channel
    channel.bufferedAmountLowThreshold = busyBytes / 2
    channel.addEventListener('bufferedamountlow', () => this.#flush(), { signal })
    channel.addEventListener('open', () => this.#open(), { signal })
  }

  input(event: InputEvent): void {
    if (this.#channel.readyState !== 'open') return
    const text = JSON.stringify({ type: 'input', event } satisfies ClientFrameOut)
    const key = replaceableKey(event)
    if (key === null) {
      // The press says where it is: what moved before it is still told first, to keep the order.
      this.#flush()
      this.#send(text)
    } else if (this.#busy) this.#moves.set(key, text)
    else this.#send(text)
  }

  /** `false` where the data is no JSON, or too large. */
  message(data: unknown): boolean {
    const text = frame(data)
    if (text === null) return false
    if (this.#channel.readyState === 'open') this.#send(text)
    else if (this.#channel.readyState === 'connecting' && this.#early.length < mostWaiting)
      this.#early.push(text)
    return true
  }

  ping(id: number): boolean {
    return this.#send(JSON.stringify({ type: 'ping', id } satisfies ClientFrameOut))
  }

  get #busy(): boolean {
    return this.#channel.bufferedAmount > busyBytes
  }

  #open(): void {
    for (const text of this.#early.splice(0)) this.#send(text)
  }

  #flush(): void {
    const waiting = [...this.#moves.values()]
    this.#moves.clear()
    for (const text of waiting) this.#send(text)
  }

  #send(text: string): boolean {
    if (this.#channel.readyState !== 'open' || this.#channel.bufferedAmount > fullBytes) return false
    try {
      this.#channel.send(text)
      return true
    } catch {
      // It closed in this very moment, or the browser's own buffer is full.
      return false
    }
  }
}

/** As the contract has it: lists that nobody changes. */
type ClientFrameOut = Exclude<ClientFrame, { type: 'input' }> | { type: 'input'; event: InputEvent }

function replaceableKey(event: InputEvent): string | null {
  if (event.type === 'pointer' && event.phase === 'move') return `pointer ${event.pointerId}`
  if (event.type === 'gamepad') return `gamepad ${event.index}`
  return null
}

function frame(data: unknown): string | null {
  try {
    const text = JSON.stringify({ type: 'message', data } satisfies ClientFrameOut)
    return new TextEncoder().encode(text).byteLength <= messageBytes ? text : null
  } catch {
    return null
  }
}
