import type { Session } from '@standby/core'
import { seconds } from '../scenarios/report.ts'
import { Store } from '../store.ts'

export interface LogEntry {
  readonly id: number
  /** Epoch ms. */
  readonly at: number
  readonly from: 'stage' | 'session'
  readonly text: string
}

const maxEntries = 200

/** The events of the stage and of the session, newest first. */
export class EventLog {
  readonly entries = new Store<readonly LogEntry[]>([])
  private next = 0

  add(from: LogEntry['from'], text: string, at = Date.now()): void {
    const entry = { id: this.next++, at, from, text }
    const { get, set } = this.entries
    // The stage's first events arrive late: an entry is sorted by the time it happened.
    const index = get().findIndex((other) => other.at <= at)
    set(
      get()
        .toSpliced(index < 0 ? get().length : index, 0, entry)
        .slice(0, maxEntries),
    )
  }

  /** Logs the events of a session. Returns the function that stops. */
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
      followState(session, (text) => this.add('session', text)),
    ]
    return () => stops.forEach((stop) => stop())
  }
}

/** Logs what can change without a new status: the place in the queue, and the signalling connection. */
function followState(session: Session, say: (text: string) => void): () => void {
  let { signalling, queue } = session.getState()
  return session.subscribe(() => {
    const now = session.getState()
    if (now.signalling !== signalling) say(`signalling ${now.signalling}`)
    if (now.queue && now.queue.position !== queue?.position) say(`queue position ${now.queue.position}`)
    ;({ signalling, queue } = now)
  })
}
