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
      followState(session, (text) => this.add('session', text)),
    ]
    return () => stops.forEach((stop) => stop())
  }
}

/** What moves while the status stays: the place in the queue, and the way to the gateway. */
function followState(session: Session, say: (text: string) => void): () => void {
  let { signalling, queue } = session.getState()
  return session.subscribe(() => {
    const now = session.getState()
    if (now.signalling !== signalling) say(`signalling ${now.signalling}`)
    if (now.queue && now.queue.position !== queue?.position) say(`queue position ${now.queue.position}`)
    ;({ signalling, queue } = now)
  })
}
