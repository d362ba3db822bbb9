import { developerError } from '@standby/core/source'
import type { LiveEvent } from '../webhooks/live-event.ts'
import type { BeatMessage, WireStatus } from '../wire.ts'
import { Channel, type Entry } from './channel.ts'
import { clientAddress } from './http/client-address.ts'
import { machineClock, NoAnswerError, within } from './clock.ts'
import { contained, isPromise } from './contained.ts'
import { memoryStore } from './store/memory-store.ts'
import { checkOptions, type HubOptions, settingsOf } from './options.ts'
import { encode, eventStreamHeaders, eventText } from './http/server-sent-events.ts'
import { isPosition, type HubStore } from './store/store.ts'
import { joinRecords, recordOf } from './store/stream-record.ts'
import { Viewer } from './http/viewer.ts'
import { answerWithinMs, beatsPerRead, maxUnread, wrongClockMs } from '../limits.ts'

export interface Hub {
  /** Receives a webhook. 200: kept, or nothing to keep. 4xx: not genuine. 503: not kept, so it has to be sent again. */
  receive(request: Request): Promise<Response>
  /** Answers with the status of a stream, as Server-Sent Events. */
  subscribe(request: Request, streamId: string): Promise<Response>
  /** The status of a stream, for pages rendered on the server. `null`: unknown. Rejects when the store does. */
  status(streamId: string): Promise<WireStatus | null>
  /** Number of open responses. */
  readonly viewers: number
  /** Ends every response and closes the store. */
  close(): Promise<void>
}

/**
 * Keeps the status of live streams and sends it to viewers. Creating a hub opens nothing. It throws when a required
 * option is missing or an option cannot work.
 *
 * ```ts
 * const hub = createHub({ provider: mux({ secret }), authorize: (request, streamId) => maySee(request, streamId) })
 * ```
 */
export function createHub(options: HubOptions): Hub {
  checkOptions(options)
  return new StatusHub(options)
}

class StatusHub implements Hub {
  readonly #options: HubOptions
  readonly #settings
  readonly #clock
  readonly #store: HubStore
  readonly #channels = new Map<string, Channel>()
  readonly #perClient = new Map<string, number>()
  #unwatch: (() => void) | null = null
  #viewers = 0
  #unread = 0
  #beats = 0
  #beatTimer: unknown = null
  #clockReported = false
  #closed = false

  constructor(options: HubOptions) {
    this.#options = options
    this.#settings = settingsOf(options, (error) => this.#report(error))
    this.#clock = options.clock ?? machineClock
    this.#store = options.store ?? memoryStore()
    this.receive = this.receive.bind(this)
    this.subscribe = this.subscribe.bind(this)
  }

  get viewers(): number {
    return this.#viewers
  }

  async receive(request: Request): Promise<Response> {
    if (this.#unread >= maxUnread) return answer(503, 'Too many deliveries at once. Send it again.', later)
    this.#unread++
    const reading = await this.#answered(() => this.#options.provider.read(request))
    this.#unread--
    if (!reading) return answer(503, 'Not read. Send it again.', later)
    if (!reading.ok)
      return answer(reading.status, reading.reason, reading.status === 405 ? { allow: 'POST' } : {})
    const { event } = reading
    if (!event) return answer(200, 'Nothing to do.')
    const kept = await this.#answered(() => this.#keep(event))
    if (kept === undefined) return answer(503, 'Not kept. Send it again.', later)
    return answer(200, kept ? 'Kept.' : 'Known already.')
  }

  async subscribe(request: Request, streamId: string): Promise<Response> {
    const headers = this.#corsHeaders(request)
    const refuse = (status: number, text: string, more?: HeadersInit) =>
      answer(status, text, { ...headers, ...Object.fromEntries(new Headers(more)) })
    if (request.method !== 'GET') return refuse(405, 'Status is read with GET.', { allow: 'GET' })
    if (!/^[\w.~-]{1,255}$/.test(streamId)) return refuse(404, 'There is no such stream.')
    // Viewers count before `authorize` answers: those who wait for its answer use resources, too.
    const leave = this.#enter(this.#clientOf(request))
    if (!leave) return refuse(503, 'Too many viewers.', later)
    const allowed = await this.#allowed(request, streamId)
    if (allowed)
      try {
        return await this.#open(request, streamId, headers, leave)
      } catch (error) {
        this.#report(error)
      }
    leave()
    return allowed === false
      ? refuse(403, 'Not allowed.')
      : refuse(503, 'The status is not available now.', later)
  }

  async status(streamId: string): Promise<WireStatus | null> {
    return this.#with(streamId, (channel) => channel.status)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const channel of this.#channels.values())
      for (const viewer of Array.from(channel.viewers)) viewer.end()
    this.#channels.clear()
    const unwatch = this.#unwatch
    this.#unwatch = null
    if (unwatch) contained(unwatch, (error) => this.#report(error))
    this.#clock.clearTimeout(this.#beatTimer)
    await this.#answered(async () => this.#store.close?.())
  }

  // Webhooks

  #keep(event: LiveEvent): Promise<boolean> {
    this.#compareClocks(event)
    return this.#with(event.streamId, async (channel) => {
      const before = channel.status
      const record = joinRecords(channel.record, recordOf(event))
      const entry: Entry = { name: event.name, at: event.at, record }
      if (!(await this.#store.append(channel.key, event.id, JSON.stringify(entry)))) return false
      // The event is stored. An error from here on is no reason to have it sent again.
      await channel.refresh().catch((error: unknown) => this.#report(error))
      const returned = before?.state === 'disconnected' && channel.status?.state === 'active'
      const heard: LiveEvent = returned ? { ...event, name: 'returned' } : event
      contained(
        () => this.#options.onEvent?.(heard),
        (error) => this.#report(error),
      )
      return true
    })
  }

  #compareClocks({ at, provider }: LiveEvent): void {
    const ahead = at - this.#clock.now()
    if (ahead <= wrongClockMs || this.#clockReported) return
    this.#clockReported = true
    this.#report(
      developerError(
        `An event of ${provider} is ${Math.round(ahead / 1000)} s in the future, by this machine’s clock.`,
        'Every countdown is wrong by that much, because viewers use the clock of this machine.',
        'Set the clock of the machine with NTP.',
      ),
    )
  }

  // Viewers

  /** `undefined`: `authorize` did not answer in time. */
  async #allowed(request: Request, streamId: string): Promise<boolean | undefined> {
    const { authorize } = this.#options
    try {
      return (await within(this.#clock, answerWithinMs, () => authorize(request, streamId))) === true
    } catch (error) {
      this.#report(error)
      return error instanceof NoAnswerError ? undefined : false
    }
  }

  #clientOf(request: Request): string | undefined {
    const { clientOf, trustedProxy } = this.#options
    const address = clientAddress(request, trustedProxy)
    if (!clientOf) return address
    let failed = false
    const client = contained<unknown>(
      () => clientOf(request, address),
      (error) => {
        failed = true
        this.#report(error)
      },
    )
    if (typeof client === 'string' || (client === undefined && !failed)) return client
    if (!failed)
      this.#report(
        developerError(
          `\`clientOf\` returned ${isPromise(client) ? 'a promise' : `a ${typeof client}`}.`,
          'Clients are counted before anything asynchronous happens, so this one was counted by its address.',
          'Return a string without awaiting anything, or undefined when the client should not be counted.',
        ),
      )
    return address
  }

  /** Counts a viewer. Returns the function that removes it again, once. `null`: a limit is reached. */
  #enter(client: string | undefined): (() => void) | null {
    const { viewers, viewersPerClient } = this.#settings
    if (this.#closed || this.#viewers >= viewers) return null
    if (client !== undefined && (this.#perClient.get(client) ?? 0) >= viewersPerClient) return null
    this.#count(client, 1)
    let inside = true
    return () => {
      if (inside) this.#count(client, -1)
      inside = false
    }
  }

  /** Opens one response, which calls `leave` when it is over. Rejects when the store does. */
  #open(
    request: Request,
    streamId: string,
    headers: Record<string, string>,
    leave: () => void,
  ): Promise<Response> {
    return this.#with(
      streamId,
      (channel) => {
        const viewer = new Viewer(() => {
          channel.viewers.delete(viewer)
          leave()
          this.#release(channel)
        }, this.#settings.queued)
        // One chunk for everything that was missed: the reader has not started yet, and chunks are limited.
        viewer.send(encode(this.#beat() + channel.greeting(lastSeen(request))))
        channel.viewers.add(viewer)
        channel.uses++
        if (this.#beatTimer === null) this.#beatLater()
        if (request.signal.aborted) viewer.end()
        else request.signal.addEventListener('abort', () => viewer.end(), { once: true })
        return new Response(viewer.body, { headers: { ...headers, ...eventStreamHeaders } })
      },
      true,
    )
  }

  #count(client: string | undefined, by: 1 | -1): void {
    this.#viewers += by
    if (client === undefined) return
    const count = (this.#perClient.get(client) ?? 0) + by
    if (count > 0) this.#perClient.set(client, count)
    else this.#perClient.delete(client)
  }

  // Channels

  /**
   * Calls `work` with the current channel of a stream. With `mayBeKnown`, a stream that has viewers is not read again,
   * because it is up to date. Rejects when the store does, or when it does not answer in time.
   */
  async #with<T>(
    streamId: string,
    work: (channel: Channel) => T | Promise<T>,
    mayBeKnown = false,
  ): Promise<T> {
    this.#checkOpen()
    this.#unwatch ??= this.#store.watch((changed) => this.#changed(changed))
    const key = `${this.#options.provider.name}:${streamId}`
    const channel = this.#channels.get(key) ?? this.#newChannel(key)
    channel.uses++
    try {
      if (channel.viewers.size === 0 || !mayBeKnown)
        await within(this.#clock, answerWithinMs, () => channel.refresh())
      // The hub may have been closed while the store was read.
      this.#checkOpen()
      return await work(channel)
    } finally {
      this.#release(channel)
    }
  }

  #checkOpen(): void {
    if (this.#closed) throw new Error('Standby: the hub is closed.')
  }

  #newChannel(key: string): Channel {
    const { rules } = this.#settings
    const read = (after: string | undefined) =>
      within(this.#clock, answerWithinMs, () => this.#store.read(key, after))
    const channel = new Channel({ key, read, rules, now: () => this.#clock.now() })
    this.#channels.set(key, channel)
    return channel
  }

  /** Drops a channel that is no longer used. The store still has its events. */
  #release(channel: Channel): void {
    if (--channel.uses === 0) this.#channels.delete(channel.key)
  }

  #changed(key: string | null): void {
    const channels = key === null ? Array.from(this.#channels.values()) : [this.#channels.get(key)]
    for (const channel of channels) channel?.refresh().catch((error: unknown) => this.#report(error))
  }

  // The heartbeat

  #beat(): string {
    const data = { now: this.#clock.now(), every: this.#settings.heartbeatMs } satisfies BeatMessage
    return eventText({ event: 'beat', data })
  }

  #beatLater(): void {
    this.#beatTimer = this.#clock.setTimeout(() => {
      this.#beatTimer = null
      if (this.#viewers === 0) return
      const beat = encode(this.#beat())
      for (const channel of Array.from(this.#channels.values()))
        for (const viewer of channel.viewers) viewer.send(beat)
      if (++this.#beats % beatsPerRead === 0) this.#changed(null)
      this.#beatLater()
    }, this.#settings.heartbeatMs)
  }

  // Answers

  #corsHeaders(request: Request): Record<string, string> {
    const origin = request.headers.get('origin')
    if (this.#options.origins === undefined) return {}
    const known = origin !== null && this.#options.origins.includes(origin)
    return {
      vary: 'origin',
      ...(known && { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
    }
  }

  // The caller's code

  /** The result of `ask`. When it throws, rejects or takes too long: `undefined`, and the error is reported. */
  async #answered<T>(ask: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await within(this.#clock, answerWithinMs, ask)
    } catch (error) {
      this.#report(error)
      return undefined
    }
  }

  #report(error: unknown): void {
    const { onError } = this.#options
    if (!onError) return console.error(error)
    contained(
      () => onError(error),
      (failure) => console.error(failure, error),
    )
  }
}

/** Tells the client when to try again, s. */
const later = { 'retry-after': '5' }

const answer = (status: number, text: string, headers: HeadersInit = {}): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } })

/** A browser sends the header only when it reconnects by itself. Our client puts the id in the query. */
function lastSeen(request: Request): string | null {
  const id = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId')
  return id !== null && isPosition(id) ? id : null
}
