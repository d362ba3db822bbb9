import { useStore } from '../store.ts'
import type { EventLog } from './log.ts'
import { timeOfDay } from './time-of-day.ts'

/** The log of the desk, newest first. */
export function EventList({ log }: { log: EventLog }) {
  const entries = useStore(log.entries)
  return (
    <section className="events" aria-labelledby="events-title">
      <h2 id="events-title">Events</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys must reach it */}
      <ol tabIndex={0} aria-labelledby="events-title">
        {entries.map(({ id, at, from, text }) => (
          <li key={id} data-from={from}>
            <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
            <span>{from}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
