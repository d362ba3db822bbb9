import { type StreamInputEvent, SendQueue } from '@standby/core/source'
import { type ClientFrame, messageBytes } from './data-channel-schema.ts'

/** Sends input, messages and pings to the far end as text. On a slow network only the newest move is sent. */
export class Outbox {
  readonly #queue: SendQueue<string>

  constructor(
    channel: ConstructorParameters<typeof SendQueue>[0] & Pick<RTCDataChannel, 'send'>,
    signal: AbortSignal,
  ) {
    this.#queue = new SendQueue(channel, signal, (text) => channel.send(text))
  }

  input(event: StreamInputEvent): void {
    this.#queue.input(
      JSON.stringify({ type: 'input', event } satisfies ClientFrameOut),
      replaceableKey(event),
    )
  }

  /** Returns `false` if the data is not JSON, or too large. */
  message(data: unknown): boolean {
    const text = frame(data)
    if (text !== null) this.#queue.message(text)
    return text !== null
  }

  ping(id: number): boolean {
    return this.#queue.send(JSON.stringify({ type: 'ping', id } satisfies ClientFrameOut))
  }
}

/** A client frame with the source contract's input event, whose lists are readonly. */
type ClientFrameOut = Exclude<ClientFrame, { type: 'input' }> | { type: 'input'; event: StreamInputEvent }

function replaceableKey(event: StreamInputEvent): string | null {
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
