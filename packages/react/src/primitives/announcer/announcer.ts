/** A message for screen readers. */
export interface Announcement {
  /** Messages with the same key replace each other while they wait. */
  readonly key: string
  readonly text: string
  /** A status (what happens) has priority over a number (progress): it comes first and drops waiting numbers. */
  readonly kind: 'status' | 'number'
  /** Min time between two messages with the same key, ms. The newest text is announced when the time is over. */
  readonly everyMs?: number
}

export type Announce = (announcement: Announcement) => void

export interface Announcer {
  readonly announce: Announce
  /** Drops the waiting message with this key. */
  cancel(key: string): void
  /** Adds a live region. The last one added is used. Returns a function that removes it. */
  addOutlet(element: HTMLElement): () => void
  /** Drops all waiting messages and stops the timer. */
  stop(): void
}

/** How long a number must not interrupt a status, ms. */
const statusHoldMs = 2000

/** Delay before an announcement, ms. It collects the messages of one commit. */
const settleMs = 100

type Timers = {
  now(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** Creates an announcer. It writes to its live region directly, so an announcement causes no render. */
export function createAnnouncer(clock: Timers): Announcer {
  const outlets: HTMLElement[] = []
  const waiting = new Map<string, Announcement>()
  const heardAt = new Map<string, number>()
  let statusAt = Number.NEGATIVE_INFINITY
  let timer: unknown = null

  const dueAt = ({ key, kind, everyMs = 0 }: Announcement) => {
    const throttled = (heardAt.get(key) ?? Number.NEGATIVE_INFINITY) + everyMs
    return kind === 'number' ? Math.max(throttled, statusAt + statusHoldMs) : throttled
  }
  const schedule = () => {
    clock.clearTimeout(timer)
    timer = null
    if (waiting.size === 0) return
    const next = Math.min(...[...waiting.values()].map(dueAt))
    timer = clock.setTimeout(speak, Math.max(settleMs, next - clock.now()))
  }
  const speak = () => {
    const now = clock.now()
    const due = [...waiting.values()].filter((each) => dueAt(each) <= now)
    const statuses = due.filter((each) => each.kind === 'status')
    const said = statuses.length > 0 ? statuses : due
    if (said.length > 0) {
      for (const { key } of said) {
        waiting.delete(key)
        heardAt.set(key, now)
      }
      if (statuses.length > 0) {
        statusAt = now
        dropNumbers(waiting)
      }
      write(outlets.at(-1), said.map((each) => each.text).join(' '))
    }
    schedule()
  }

  return {
    announce(announcement) {
      waiting.delete(announcement.key)
      waiting.set(announcement.key, announcement)
      schedule()
    },
    cancel(key) {
      if (waiting.delete(key)) schedule()
    },
    addOutlet(element) {
      outlets.push(element)
      return () => {
        const index = outlets.lastIndexOf(element)
        if (index >= 0) outlets.splice(index, 1)
      }
    },
    stop() {
      waiting.clear()
      clock.clearTimeout(timer)
      timer = null
    },
  }
}

function dropNumbers(waiting: Map<string, Announcement>): void {
  for (const [key, { kind }] of waiting) if (kind === 'number') waiting.delete(key)
}

/** A new node each time, so that screen readers read a repeated text again. */
function write(outlet: HTMLElement | undefined, text: string): void {
  if (!outlet) return
  const line = outlet.ownerDocument.createElement('span')
  line.textContent = text
  outlet.replaceChildren(line)
}
