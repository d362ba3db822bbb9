import type { FormEvent } from 'react'
import type { Address } from '../../address.ts'
import { readApplicationWish, wishFields, wishQuery, type WishField } from '../../application-wish.ts'
import { useStore } from '../../store.ts'
import { Choice } from './Choice.tsx'
import type { Desk } from '../desk.ts'

const numbers: readonly (readonly [field: WishField, label: string, hint: string])[] = [
  ['offer', 'Offer', 'How long an offered place can be accepted. 0: places are given at once.'],
  ['afk', 'Inactive', 'A session ends after this time without input. 0: never.'],
  ['runtime', 'Runtime', 'Max duration of a session. 0: no limit.'],
  ['resume', 'Resume', 'How long a worker is kept for a viewer whose socket is lost.'],
  ['heartbeat', 'Heartbeat', 'How often the gateway pings.'],
]

/** The settings of an application: its pool and its limits. A new one replaces the running show. */
export function ApplicationForm({ desk, address: { application } }: { desk: Desk; address: Address }) {
  const { opening } = useStore(desk.state)
  const open = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wish = readApplicationWish(new FormData(event.currentTarget))
    history.replaceState(null, '', `?${wishQuery(wish)}`)
    desk.openWish(wish).catch(() => undefined)
  }
  return (
    <form className="form" onSubmit={open}>
      <Choice
        name="workers"
        legend="Workers"
        first={String(application.workers)}
        choices={[
          ['1', '1'],
          ['2', '2'],
          ['3', '3'],
          ['4', '4'],
        ]}
      />
      <Choice
        name="queue"
        legend="Queue"
        first={application.queue}
        choices={[
          ['open', 'Open'],
          ['closed', 'Closed'],
        ]}
      />
      <p className="hint">Times in seconds; 0 switches one off.</p>
      <div className="numbers">
        {numbers.map(([field, label, hint]) => (
          <label key={field} title={hint}>
            {label}
            <input
              type="number"
              name={field}
              required
              min={wishFields[field].min}
              max={wishFields[field].max}
              defaultValue={application[field]}
            />
          </label>
        ))}
      </div>
      <button type="submit" disabled={opening !== null}>
        {opening === 'application' ? 'Starting workers' : 'Start a new application'}
      </button>
    </form>
  )
}
