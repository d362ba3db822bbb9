import type { StreamEvent } from '@standby/stage'
import { Store } from '../store.ts'

export type WebhookEvent = Extract<StreamEvent, { type: 'webhook' }>

/** One line of the timeline. */
export interface WebhookEntry {
  /** Of the event, the attempt and the copy. */
  readonly key: string
  readonly event: string
  /** When it happened, epoch ms. */
  readonly happenedAt: number
  /** From then to its answer, ms; `null` for one that was lost. */
  readonly tookMs: number | null
  /** Whether an event that happened later had been told before. */
  readonly late: boolean
  readonly answer: string
}

const KEPT = 100

/** The webhooks of one stream, the newest delivery first. */
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
    this.entries.set([entry, ...this.entries.get()].slice(0, KEPT))
  }
}

function answerOf(status: number | null): string {
  if (status === null) return 'lost'
  return status === 0 ? 'no answer' : String(status)
}
