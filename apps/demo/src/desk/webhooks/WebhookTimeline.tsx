import { seconds } from '../../scenarios/report.ts'
import { useStore } from '../../store.ts'
import { timeOfDay } from '../time-of-day.ts'
import type { WebhookLog } from './webhook-log.ts'

/** The webhooks to the hub, newest first: when the event happened, how long the delivery took, and the answer. */
export function WebhookTimeline({ log }: { log: WebhookLog }) {
  const entries = useStore(log.entries)
  return (
    <section className="webhooks" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">Webhooks</h2>
      <div className="webhooks-scroll">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys must reach it */}
        <table tabIndex={0} aria-labelledby="webhooks-title">
          <thead>
            <tr>
              <th scope="col">Happened</th>
              <th scope="col">Event</th>
              <th scope="col">Took</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ key, event, happenedAt, tookMs, late, answer }) => (
              <tr key={key} data-late={late ? '' : undefined} data-lost={tookMs === null ? '' : undefined}>
                <td>
                  <time dateTime={new Date(happenedAt).toISOString()}>{timeOfDay(happenedAt)}</time>
                </td>
                <td>{event}</td>
                <td>{tookMs === null ? '–' : `${seconds(tookMs)}${late ? ', overtaken' : ''}`}</td>
                <td>{answer}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
