import type { StatusMessage } from '../../wire.ts'

export interface ReadEvent {
  readonly event: string
  readonly id: string | undefined
  readonly data: StatusMessage
}

/** Reads Server-Sent Events as a browser does, one at a time. */
export class EventReader {
  /** Everything that was received. */
  text = ''
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #decoder = new TextDecoder()
  #rest = ''

  constructor(body: ReadableStream<Uint8Array> | null) {
    if (!body) throw new Error('There is no body.')
    this.#reader = body.getReader()
  }

  /** The next message. `null` when the response has ended. Rejects when it breaks off. */
  async next(): Promise<ReadEvent | null> {
    for (;;) {
      const end = this.#rest.indexOf('\n\n')
      if (end >= 0) {
        const message = this.#rest.slice(0, end)
        this.#rest = this.#rest.slice(end + 2)
        return parse(message)
      }
      const { done, value } = await this.#reader.read()
      if (done) return null
      const text = this.#decoder.decode(value, { stream: true })
      this.text += text
      this.#rest += text
    }
  }

  /** The next message that is no beat. */
  async nextSaid(): Promise<ReadEvent | null> {
    for (;;) {
      const read = await this.next()
      if (read?.event !== 'beat') return read
    }
  }

  /** The next message with this state. Skips the ones before it. */
  async nextState(state: string): Promise<ReadEvent> {
    for (;;) {
      const read = await this.nextSaid()
      if (!read) throw new Error(`The response ended before it said ${state}.`)
      if (read.data.status.state === state) return read
    }
  }

  leave(): Promise<void> {
    return this.#reader.cancel()
  }
}

function parse(message: string): ReadEvent {
  const fields = new Map(
    message.split('\n').map((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)] as const
    }),
  )
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id'),
    data: JSON.parse(fields.get('data') ?? 'null') as StatusMessage,
  }
}
