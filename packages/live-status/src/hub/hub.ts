import { developerError } from '@standby/core/source'
import type { LiveEvent } from '../webhooks/live-event.ts'
import type { BeatMessage, WireStatus } from '../wire.ts'
import { Channel, type Entry } from './channel.ts'
import { machineClock, within } from './clock.ts'
import { memoryStore } from './memory-store.ts'
import { checkOptions, type HubOptions, settingsOf } from './options.ts'
import { encode, eventStreamHeaders, eventText } from './server-sent-events.ts'
import { isPosition, type HubStore } from './store.ts'
import { joinRecords, recordOf } from './stream-record.ts'
import { Viewer } from './viewer.ts'

/** Platforms give up on a delivery after 5 s; this leaves the answer its way. */
const keepWithinMs = 4000
/** An event further ahead of this clock was made by another one, ms. */
const aheadMs = 5000
/** Every so many beats everything is read again, for what a broken line did not tell. */
const beatsPerLook = 4

export interface Hub {
  /** Takes a webhook. 200: kept, or nothing to keep; 4xx: not genuine; 503: not kept, to be sent again. */
  receive(request: Request): Promise<Response>
  /** Answers with the status of a stream as Server-Sent Events. */
  subscribe(request: Request, streamId: string): Promise<Response>
  /** How a stream is, for a page that is rendered on the server; `null` where nothing is known. Rejects as the store does. */
  status(streamId: string): Promise<WireStatus | null>
  /** Open responses. */
  readonly viewers: number
  /** Ends every response and lets go of the store. */
  close(): Promise<void>
}

/**
 * Keeps the status of live streams and tells it to viewers. Creating one opens nothing; throws where an option is
 * missing that nobody can do without.
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
    const reading = await this.#options.provider.read(request)
    if (!reading.ok) return answer(reading.status, reading.reason)
    const { event } = reading
    if (!event) return answer(200, 'Nothing to do.')
    try {
      const kept = await within(this.#clock, keepWithinMs, this.#keep(event))
      return answer(200, kept ? 'Kept.' : 'Known already.')
    } catch (error) {
      this.#report(error)
      return answer(503, 'Not kept; send it again.', { 'retry-after': '5' })
    }
  }

  async subscribe(request: Request, streamId: string): Promise<Response> {
    const headers = this.#corsHeaders(request)
    const refuse = (status: number, text: string, more?: HeadersInit) =>
      answer(status, text, { ...headers, ...Object.fromEntries(new Headers(more)) })
    if (request.method !== 'GET') return refuse(405, 'Status is read with GET.', { allow: 'GET' })
    if (!/^[\w.~-]{1,255}$/.test(streamId)) return refuse(404, 'There is no such stream.')
    if (!(await this.#allowed(request, streamId))) return refuse(403, 'Not for you.')
    const client = this.#options.clientOf?.(request)
    if (this.#full(client)) return refuse(503, 'Too many viewers.', { 'retry-after': '5' })

    return this.#open(request, streamId, client, headers).catch((error: unknown) => {
      this.#report(error)
      return refuse(503, 'The status is not to be had now.', { 'retry-after': '5' })
    })
  }

  async status(streamId: string): Promise<WireStatus | null> {
    return this.#with(streamId, (channel) => channel.status)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const channel of this.#channels.values())
      for (const viewer of Array.from(channel.viewers)) viewer.end()
    this.#channels.clear()
    this.#unwatch?.()
    this.#unwatch = null
    this.#clock.clearTimeout(this.#beatTimer)
    await this.#store.close?.()
  }

  // What comes in

  #keep(event: LiveEvent): Promise<boolean> {
    this.#compareClocks(event)
    return this.#with(event.streamId, async (channel) => {
      const before = channel.status
      const record = joinRecords(channel.record, recordOf(event))
      const entry: Entry = { name: event.name, at: event.at, record }
      if (!(await this.#store.append(channel.key, event.id, JSON.stringify(entry)))) return false
      // The event is safe: what goes wrong from here on is no reason to have it sent again.
      await channel.refresh().catch((error: unknown) => this.#report(error))
      const returned = before?.state === 'disconnected' && channel.status?.state === 'active'
      this.#announce(returned ? { ...event, name: 'returned' } : event)
      return true
    })
  }

  #announce(event: LiveEvent): void {
    try {
      this.#options.onEvent?.(event)
    } catch (error) {
      this.#report(error)
    }
  }

  #compareClocks({ at, provider }: LiveEvent): void {
    const ahead = at - this.#clock.now()
    if (ahead <= aheadMs || this.#clockReported) return
    this.#clockReported = true
    this.#report(
      developerError(
        `An event of ${provider}’s happened ${Math.round(ahead / 1000)} s from now, by this machine’s clock.`,
        'Every countdown is off by that much, since viewers set their clocks by this machine.',
        'Let the machine keep its clock with NTP.',
      ),
    )
  }

  // Who listens

  async #allowed(request: Request, streamId: string): Promise<boolean> {
    try {
      return (await this.#options.authorize(request, streamId)) === true
    } catch (error) {
      this.#report(error)
      return false
    }
  }

  #full(client: string | undefined): boolean {
    const { viewers, viewersPerClient } = this.#settings
    return (
      this.#closed ||
      this.#viewers >= viewers ||
      (client !== undefined && (this.#perClient.get(client) ?? 0) >= viewersPerClient)
    )
  }

  /** Opens one response. Rejects as the store does. */
  #open(
    request: Request,
    streamId: string,
    client: string | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    // Counted from here on, not only once the store has answered.
    this.#count(client, 1)
    let counted = true
    const uncount = () => {
      if (counted) this.#count(client, -1)
      counted = false
    }
    return this.#with(
      streamId,
      (channel) => {
        const viewer = new Viewer(() => {
          channel.viewers.delete(viewer)
          uncount()
          this.#release(channel)
        }, this.#settings.queued)
        // One chunk, however much was missed: nobody has begun to read.
        viewer.send(encode(this.#beat() + channel.greeting(lastSeen(request))))
        channel.viewers.add(viewer)
        channel.uses++
        if (this.#beatTimer === null) this.#beatLater()
        if (request.signal.aborted) viewer.end()
        else request.signal.addEventListener('abort', () => viewer.end(), { once: true })
        return new Response(viewer.body, { headers: { ...headers, ...eventStreamHeaders } })
      },
      true,
    ).catch((error: unknown) => {
      uncount()
      throw error
    })
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
   * Does something with a stream as it is now. With `mayBeKnown` nothing is read for a stream that others listen to,
   * since it is kept up to date. Rejects as the store does, and where that does not answer.
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
        await within(this.#clock, keepWithinMs, channel.refresh())
      // It may have been closed while the store was asked.
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
    const channel = new Channel({ key, store: this.#store, rules, now: () => this.#clock.now() })
    this.#channels.set(key, channel)
    return channel
  }

  /** What nobody uses is not kept here: the store has it. */
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
      if (++this.#beats % beatsPerLook === 0) this.#changed(null)
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

  #report(error: unknown): void {
    if (this.#options.onError) this.#options.onError(error)
    else console.error(error)
  }
}

const answer = (status: number, text: string, headers: HeadersInit = {}): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } })

/** A browser sends it by itself only while it reconnects by itself; whoever opens anew says it in the query. */
function lastSeen(request: Request): string | null {
  const id = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId')
  return id !== null && isPosition(id) ? id : null
}
