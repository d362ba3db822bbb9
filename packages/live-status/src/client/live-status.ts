import type { Refreshable } from '@standby/core'
import {
  Backoff,
  developerError,
  type Environment,
  isDevelopment,
  resolveRefreshable,
  type StatusFeed,
  type StatusFeedEvent,
} from '@standby/core/source'
import type { WireStatus } from '../wire.ts'
import { type AssetAddress, localStatus } from './local-status.ts'
import { readMessage } from './read-message.ts'
import { type LocalClock, ServerClock } from './server-clock.ts'
import { defaultHeartbeatMs, firstMessageMs, graceMs, retryDelays, wrongDeadlineMs } from '../limits.ts'

// Bundlers replace it as text and drop the check. Declared here, so that the types of Node are not needed.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** The part we need of a browser's `EventSource`. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void): void
  close(): void
}

export interface LiveStatusOptions {
  /** Sends cookies to another origin too. Default: false. */
  readonly withCredentials?: boolean
  /** Makes the address of a recording, when the hub gives none or when it needs a token. */
  readonly src?: AssetAddress
  /** Replaces the browser's `EventSource`. */
  readonly EventSource?: new (url: string, init: { withCredentials: boolean }) => EventSourceLike
  /** For tests. Default: the browser's. */
  readonly environment?: LocalClock & Pick<Environment, 'random' | 'setTimeout' | 'clearTimeout' | 'on'>
}

const browser = (): NonNullable<LiveStatusOptions['environment']> => ({
  now: Date.now,
  monotonic: () => performance.now(),
  random: Math.random,
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as never),
  on(event, listener) {
    globalThis.addEventListener?.(event, listener)
    return () => globalThis.removeEventListener?.(event, listener)
  },
})

/**
 * The status feed of one live stream from a hub, for `hls({ src, status })`. `url`: where the server answers with
 * `hub.subscribe`; a function is called before each attempt. Creating a feed opens nothing. In development it throws
 * when an option cannot work.
 *
 * ```ts
 * hls({ src, status: liveStatus('/api/status/my-stream') })
 * ```
 */
export function liveStatus(url: Refreshable<string>, options: LiveStatusOptions = {}): StatusFeed {
  if (/* @__PURE__ */ isDevelopment() && process.env.NODE_ENV !== 'production') checkOptions(url, options)
  const listeners = new Set<Listener>()
  let connection: StatusConnection | null = null
  return {
    subscribe(listen) {
      const listener: Listener = { listen, greeted: false }
      listeners.add(listener)
      const { greet } = (connection ??= new StatusConnection(url, options, listeners))
      queueMicrotask(() => greet(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        connection?.close()
        connection = null
      }
    },
  }
}

function checkOptions(url: unknown, options: LiveStatusOptions): void {
  const isAddress = typeof url === 'function' || (typeof url === 'string' && url !== '')
  const wrong = isAddress
    ? (['src', 'EventSource'] as const).find((name) => options[name] && typeof options[name] !== 'function')
    : 'url'
  if (wrong === undefined) return
  throw developerError(
    `liveStatus() was called with ${wrong === 'EventSource' ? 'an' : 'a'} \`${wrong}\` of the type ${typeof (wrong === 'url' ? url : options[wrong])}.`,
    'The feed could not connect.',
    wrong === 'url'
      ? 'Pass the address of hub.subscribe, or a function that returns it.'
      : 'Pass a function, or leave it out.',
  )
}

interface Listener {
  readonly listen: (event: StatusFeedEvent) => void
  /** It got the current status, and gets changes from now on. */
  greeted: boolean
}

class StatusConnection {
  readonly #url: Refreshable<string>
  readonly #options: LiveStatusOptions
  readonly #listeners: ReadonlySet<Listener>
  readonly #environment
  /** The clock of the connection that sent the last message. Another one may lead to a hub with another clock. */
  #clock!: ServerClock
  readonly #unlisten: () => void
  #source: EventSourceLike | null = null
  /** Number of the attempt. Results of older attempts are dropped. */
  #generation = 0
  readonly #retries: Backoff
  /** Interval of the hub's beats, ms. */
  #heartbeatMs = defaultHeartbeatMs
  #lastId = ''
  #silenceTimer: unknown = null
  #retryTimer: unknown = null
  #graceTimer: unknown = null
  #status: WireStatus | null = null
  /** The last reported status as JSON: the same status is not reported twice. */
  #reportedStatus = ''
  #reportedDeadline = 0
  #lost = false

  constructor(url: Refreshable<string>, options: LiveStatusOptions, listeners: ReadonlySet<Listener>) {
    this.#url = url
    this.#options = options
    this.#listeners = listeners
    this.#environment = options.environment ?? browser()
    this.#retries = new Backoff(this.#environment, retryDelays)
    this.#unlisten = this.#environment.on('online', () => {
      if (this.#retryTimer !== null) void this.#open()
    })
    void this.#open()
  }

  readonly greet = (listener: Listener): void => {
    if (!this.#listeners.has(listener)) return
    listener.greeted = true
    if (this.#lost) this.#emit({ type: 'channel', state: 'lost' }, listener)
    else if (this.#status) this.#emit(this.#statusEvent(this.#status, true), listener)
  }

  close(): void {
    this.#unlisten()
    this.#hangUp()
    this.#clear(this.#graceTimer)
  }

  // The connection

  async #open(): Promise<void> {
    this.#hangUp()
    const generation = this.#generation
    this.#expectMessageWithin(firstMessageMs)
    try {
      const url = await resolveRefreshable(this.#url, { attempt: this.#retries.attempts, reason: 'connect' })
      if (generation !== this.#generation) return
      const { EventSource = globalThis.EventSource, withCredentials = false } = this.#options
      const source: EventSourceLike = new EventSource(this.#address(url), { withCredentials })
      this.#source = source
      const clock = new ServerClock(this.#environment)
      for (const type of ['beat', 'past', 'status'])
        source.addEventListener(type, ({ data, lastEventId }) => {
          if (source === this.#source) this.#receive(type, clock, data, lastEventId)
        })
      source.addEventListener('error', () => {
        if (source === this.#source) this.#fail()
      })
    } catch {
      if (generation === this.#generation) this.#fail()
    }
  }

  /** Adds the last id: a browser sends it only when it reconnects by itself. */
  #address(url: string): string {
    if (!this.#lastId) return url
    return `${url}${url.includes('?') ? '&' : '?'}lastEventId=${encodeURIComponent(this.#lastId)}`
  }

  #fail(): void {
    this.#hangUp()
    this.#retryTimer = this.#environment.setTimeout(() => void this.#open(), this.#retries.next())
    this.#graceTimer ??= this.#environment.setTimeout(() => {
      this.#lost = true
      this.#reportedStatus = ''
      this.#emit({ type: 'channel', state: 'lost' })
    }, graceMs)
  }

  #hangUp(): void {
    this.#generation++
    this.#source?.close()
    this.#source = null
    this.#clear(this.#silenceTimer)
    this.#clear(this.#retryTimer)
    this.#retryTimer = null
  }

  #expectMessageWithin(ms: number): void {
    this.#clear(this.#silenceTimer)
    this.#silenceTimer = this.#environment.setTimeout(() => this.#fail(), ms)
  }

  #clear(timer: unknown): void {
    this.#environment.clearTimeout(timer)
  }

  // Messages

  #receive(type: string, clock: ServerClock, data: unknown, id: string | undefined): void {
    const message = readMessage(data)
    if (!message) return
    this.#lastId = id || this.#lastId
    // A past status is not reported, and does not count as a sign of life.
    if (type === 'past') return
    this.#clock = clock
    clock.sample(message.now)
    this.#retries.good()
    if ('every' in message) this.#heartbeatMs = message.every
    this.#expectMessageWithin(2 * this.#heartbeatMs + graceMs)
    if ('status' in message) this.#update(message.status)
    else if (!this.#lost && this.#isDeadlineWrong()) this.#reportStatus(false)
  }

  #update(status: WireStatus): void {
    const first = this.#lost || !this.#status
    this.#status = status
    this.#clear(this.#graceTimer)
    this.#graceTimer = null
    if (this.#lost) {
      this.#lost = false
      this.#emit({ type: 'channel', state: 'back' })
    }
    if (JSON.stringify(status) !== this.#reportedStatus || this.#isDeadlineWrong()) this.#reportStatus(first)
  }

  /** The reported deadline is no longer right: a clock was set, or a better sample came. */
  #isDeadlineWrong(): boolean {
    const status = this.#status
    return (
      status?.state === 'disconnected' &&
      Math.abs(this.#clock.local(status.deadline) - this.#reportedDeadline) > wrongDeadlineMs
    )
  }

  #reportStatus(initial: boolean): void {
    if (this.#status) this.#emit(this.#statusEvent(this.#status, initial))
  }

  #statusEvent(wire: WireStatus, initial: boolean): StatusFeedEvent {
    const status = localStatus(wire, this.#clock, this.#options.src)
    this.#reportedStatus = JSON.stringify(wire)
    if (status.state === 'disconnected') this.#reportedDeadline = status.deadline
    return { type: 'status', status, initial }
  }

  #emit(event: StatusFeedEvent, only?: Listener): void {
    for (const listener of only ? [only] : Array.from(this.#listeners)) {
      // A listener that has unsubscribed meanwhile gets nothing more.
      if (!listener.greeted || !this.#listeners.has(listener)) continue
      try {
        listener.listen(event)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
