import { manualEnvironment } from '@standby/core/testing'
import type { StatusFeedEvent } from '@standby/core/source'
import type { StatusMessage, WireStatus } from '../wire.ts'
import { type EventSourceLike, liveStatus, type LiveStatusOptions } from './live-status.ts'

type Heard = { data?: unknown; lastEventId?: string }

export class FakeEventSource implements EventSourceLike {
  readonly url: string
  readonly init: unknown
  closed = false
  readonly #listeners = new Map<string, ((event: Heard) => void)[]>()

  constructor(url: string, init: unknown) {
    this.url = url
    this.init = init
  }

  addEventListener(type: string, listener: (event: Heard) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener])
  }

  close(): void {
    this.closed = true
  }

  fire(type: string, event: Heard = {}): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event)
  }
}

/** Waits for a few promises. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}

/** A status feed whose server and clocks the test drives. `clockOff`: how far the local clock is ahead, ms. */
export async function openFeed({
  url = 'https://example.com/status' as Parameters<typeof liveStatus>[0],
  clockOff = 0,
  ...options
}: LiveStatusOptions & { url?: Parameters<typeof liveStatus>[0]; clockOff?: number } = {}) {
  const environment = manualEnvironment({ now: 1_000_000_000_000, document: null })
  const sources: FakeEventSource[] = []
  let off = clockOff
  class Source extends FakeEventSource {
    constructor(address: string, init: unknown) {
      super(address, init)
      sources.push(this)
    }
  }
  const feed = liveStatus(url, {
    EventSource: Source,
    environment: {
      now: () => environment.now() + off,
      monotonic: () => environment.now() - 999_999_000_000,
      random: environment.random,
      setTimeout: environment.setTimeout,
      clearTimeout: environment.clearTimeout,
      on: environment.on,
    },
    ...options,
  })
  const heard: StatusFeedEvent[] = []
  const stop = feed.subscribe((event) => heard.push(event))
  await settle()
  const source = () => sources.at(-1)!
  /** The server's clock, which is right. */
  const now = () => environment.now()
  return {
    feed,
    environment,
    sources,
    source,
    heard,
    stop,
    now,
    /** The events since the last `take()`. */
    take: () => heard.splice(0),
    setClock(ms: number) {
      off = ms
    },
    beat: (every = 15_000, late = 0) =>
      source().fire('beat', { data: JSON.stringify({ now: now() - late, every }) }),
    say(status: WireStatus, { type = 'status', id = '1-1', late = 0 } = {}) {
      const message: StatusMessage = { now: now() - late, status }
      source().fire(type, { data: JSON.stringify(message), lastEventId: id })
    },
    async drop() {
      source().fire('error')
      await settle()
    },
    /** Lets `ms` pass, and waits for what that starts. */
    async pass(ms: number) {
      environment.advance(ms)
      await settle()
    },
  }
}
