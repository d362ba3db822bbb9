/** The error of a response whose reader is too slow. */
export class SlowReaderError extends Error {
  override readonly name = 'SlowReaderError'

  constructor() {
    super('Standby: the reader is too slow.')
  }
}

/** One open response. A reader that is too slow is dropped with its queue, so the hub never waits for it. */
export class Viewer {
  readonly body: ReadableStream<Uint8Array>
  readonly #gone: () => void
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null

  /** `gone` is called once, when the reader left or was dropped. `queued`: max messages that wait for the reader. */
  constructor(gone: () => void, queued: number) {
    this.#gone = gone
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        cancel: () => this.#leave(),
      },
      { highWaterMark: queued },
    )
  }

  send(message: Uint8Array): void {
    const controller = this.#controller
    if (!controller) return
    if ((controller.desiredSize ?? 0) <= 0) {
      // An error instead of a close: the queue is dropped, and the reader reconnects with the id that it saw last.
      controller.error(new SlowReaderError())
      return this.#leave()
    }
    controller.enqueue(message)
  }

  end(): void {
    const controller = this.#controller
    this.#leave()
    try {
      controller?.close()
    } catch {
      // The reader left at the same moment.
    }
  }

  #leave(): void {
    if (!this.#controller) return
    this.#controller = null
    this.#gone()
  }
}
