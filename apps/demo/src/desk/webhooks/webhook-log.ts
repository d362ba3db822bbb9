import type { StreamEvent } from '@standby/stage'
import { Store } from '../../store.ts'

export type WebhookEvent = Extract<StreamEvent, { type: 'webhook' }>

/** One line of the timeline. */
export interface WebhookEntry {
  /** Unique for each delivery, since attempts and copies share the event's id. */
  readonly key: string
  readonly event: string
  /** When the event happened, epoch ms. */
  readonly happenedAt: number
  /** Time from the event to the answer, ms; `null` when the delivery was lost. */
  readonly tookMs: number | null
  /** Whether an event that happened later was delivered before. */
  readonly late: boolean
  readonly answer: string
}

const maxEntries = 100

/** The webhooks of one stream, newest delivery first. */
export class WebhookLog {
  readonly entries = new Store<readonly WebhookEntry[]>([])
  private newest = -Infinity
  private count = 0

  add({ at, id, event, happenedAt, attempt, copy, status }: WebhookEvent): void {
    const late = status !== null && happenedAt < this.newest
    if (status !== null) this.newest = Math.max(this.newest, happenedAt)
    const entry = {
      key: `${id} ${this.count++}`,
      event,
      happenedAt,
      tookMs: status === null ? null : at - happenedAt,
      late,
      answer: [answerOf(status), copy ? 'copy' : '', attempt > 1 ? `try ${attempt}` : '']
        .filter((part) => part !== '')
        .join(', '),
    }
    this.entries.set([entry, ...this.entries.get()].slice(0, maxEntries))
  }
}

function answerOf(status: number | null): string {
  if (status === null) return 'lost'
  return status === 0 ? 'no answer' : String(status)
}
