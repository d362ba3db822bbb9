import type { Session } from '@standby/core'
import type { StreamEvent } from '@standby/stage'
import { seconds } from '../scenarios/report.ts'
import { Store } from '../store.ts'

export interface LogEntry {
  readonly id: number
  /** Epoch ms. */
  readonly at: number
  readonly from: 'stage' | 'session'
  readonly text: string
}

const KEPT = 200

/** What happened, newest first: on the stage, and in the session. */
export class EventLog {
  readonly entries = new Store<readonly LogEntry[]>([])
  private next = 0

  add(from: LogEntry['from'], text: string, at = Date.now()): void {
    const entry = { id: this.next++, at, from, text }
    const { get, set } = this.entries
    // The stage's first events are told late; they belong where they happened.
    const place = get().findIndex((other) => other.at <= at)
    set(
      get()
        .toSpliced(place < 0 ? get().length : place, 0, entry)
        .slice(0, KEPT),
    )
  }

  addStageEvent(event: StreamEvent): void {
    const text = stageText(event)
    if (text) this.add('stage', text, event.at)
  }

  /** Returns the function that stops listening. */
  follow(session: Session): () => void {
    const stops = [
      session.on('status', ({ status, previous, code, at }) =>
        this.add('session', `${previous} → ${status}${code === undefined ? '' : ` (${code})`}`, at),
      ),
      session.on('first-frame', ({ sinceStartMs }) =>
        this.add('session', `first frame after ${seconds(sinceStartMs)}`),
      ),
      session.on('stall', ({ cause, durationMs }) =>
        this.add('session', `stalled ${seconds(durationMs)}, cause ${cause}`),
      ),
      session.on('recovered', ({ cause, durationMs, attempts }) =>
        this.add('session', `recovered after ${seconds(durationMs)}, cause ${cause}, ${attempts} attempts`),
      ),
      session.on('ended', ({ code, name, kind, cause }) =>
        this.add('session', `ended: ${code} ${name}, ${kind}${cause ? `, cause ${cause}` : ''}`),
      ),
    ]
    return () => stops.forEach((stop) => stop())
  }
}

/** What the log says of an event of the stage; segments come every two seconds and say nothing new. */
function stageText(event: StreamEvent): string | null {
  switch (event.type) {
    case 'fault':
      return `${event.fault} ${event.phase}`
    case 'encoder-started':
      return `encoder started, run ${event.run}`
    case 'encoder-stopped':
      return `encoder ${event.reason}${event.error ? `: ${event.error}` : ''}`
    case 'ended':
      return 'playlist ended'
    case 'removed':
      return 'playlist removed'
    case 'live':
      return 'first segment listed'
    case 'new-asset':
      return `goes on as ${event.id}`
    case 'closed':
      return 'stream closed'
    default:
      return null
  }
}
