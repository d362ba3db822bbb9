import * as v from 'valibot'
import type { StatusMessage, WireStatus } from '../wire.ts'
import { encode, eventText } from './http/server-sent-events.ts'
import { type StatusRules, statusOf } from './status-of.ts'
import { comparePositions, type StoreEntry } from './store/store.ts'
import { joinRecords, type StreamRecord } from './store/stream-record.ts'
import type { Viewer } from './http/viewer.ts'
import { maxChanges } from '../limits.ts'

/** What a hub stores of an event. */
export interface Entry {
  readonly name: string
  readonly at: number
  /** All facts that the hub knew then, including this event. So older entries can be dropped. */
  readonly record: StreamRecord
}

const entrySchema = v.object({ name: v.string(), at: v.number(), record: v.record(v.string(), v.unknown()) })

interface Change {
  readonly position: string
  readonly status: WireStatus
  readonly cause: NonNullable<StatusMessage['cause']>
}

export interface ChannelHost {
  readonly key: string
  /** Reads the stored entries after a position. Has a timeout. */
  read(after: string | undefined): Promise<readonly StoreEntry[]>
  readonly rules: StatusRules
  now(): number
}

/** One live stream in one hub: its facts, and its viewers. */
export class Channel {
  readonly viewers = new Set<Viewer>()
  /** Number of viewers and pending operations. */
  uses = 0
  readonly #host: ChannelHost
  #record: StreamRecord = {}
  #position: string | undefined
  #lastStatus = ''
  #changes: Change[] = []
  #reading: Promise<void> | null = null
  #readAgain = false

  constructor(host: ChannelHost) {
    this.#host = host
  }

  get key(): string {
    return this.#host.key
  }

  get record(): StreamRecord {
    return this.#record
  }

  get status(): WireStatus | null {
    return statusOf(this.#record, this.#host.rules, this.#host.now())
  }

  /** Reads new entries from the store, one read at a time: a call meanwhile causes another. Rejects with the store. */
  refresh(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true
      return this.#reading
    }
    this.#reading = this.#readAll()
    return this.#reading
  }

  /** The first message to a viewer: what it missed since `lastId`, if given, and the current status. */
  greeting(lastId: string | null): string {
    const { status } = this
    const last = this.#changes.at(-1)
    if (!status || !last) return ''
    const missed =
      lastId === null ? [] : this.#changes.filter(({ position }) => comparePositions(position, lastId) > 0)
    // The current status: a deadline may have passed since the last change.
    const latest = { position: last.position, status, ...(missed.length > 0 && { cause: last.cause }) }
    return this.#messageFor([...missed.slice(0, -1), latest])
  }

  async #readAll(): Promise<void> {
    try {
      do {
        this.#readAgain = false
        this.#applyAll(await this.#host.read(this.#position))
      } while (this.#readAgain)
    } finally {
      // In the same step as the last check of `#readAgain`, so that a later call starts a new read.
      this.#reading = null
    }
  }

  #applyAll(entries: readonly StoreEntry[]): void {
    const changes = entries.flatMap((entry) => this.#apply(entry) ?? [])
    if (changes.length === 0) return
    this.#changes = [...this.#changes, ...changes].slice(-maxChanges)
    const message = encode(this.#messageFor(changes))
    for (const viewer of this.viewers) viewer.send(message)
  }

  #apply({ position, value }: StoreEntry): Change | null {
    this.#position = position
    const entry = readEntry(value)
    if (!entry) return null
    this.#record = joinRecords(this.#record, entry.record)
    // The status at the time of the event, even if a deadline has passed since.
    const status = statusOf(this.#record, this.#host.rules, -Infinity)
    const json = JSON.stringify(status)
    if (!status || json === this.#lastStatus) return null
    this.#lastStatus = json
    return { position, status, cause: { name: entry.name, at: entry.at } }
  }

  /** Only the last change is sent as `status`. An earlier one must not end a session whose stream is back by now. */
  #messageFor(changes: readonly (Omit<Change, 'cause'> & Partial<Change>)[]): string {
    const now = this.#host.now()
    return changes
      .map(({ position, status, cause }, index) => {
        const data = { now, status, ...(cause && { cause }) } satisfies StatusMessage
        return eventText({ event: index === changes.length - 1 ? 'status' : 'past', data, id: position })
      })
      .join('')
  }
}

function readEntry(value: string): Entry | null {
  try {
    const parsed = v.safeParse(entrySchema, JSON.parse(value))
    return parsed.success ? (parsed.output as unknown as Entry) : null
  } catch {
    // Another program wrote this entry.
    return null
  }
}
