/** What a response breaks off with whose reader takes nothing any more. */
export class SlowReaderError extends Error {
  override readonly name = 'SlowReaderError'

  constructor() {
    super('Standby: the reader is too slow.')
  }
}

/** One open response. What it does not take in time is dropped with it: the rest of the hub never waits for it. */
export class Viewer {
  readonly body: ReadableStream<Uint8Array>
  readonly #gone: () => void
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null

  /** `gone` is called once, when the reader left or was dropped. `queued`: so many messages may wait for it. */
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
      // Not closed but broken off: what waits is thrown away, and the reader comes again with what it saw last.
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
      // Its reader went in the same moment.
    }
  }

  #leave(): void {
    if (!this.#controller) return
    this.#controller = null
    this.#gone()
  }
}
