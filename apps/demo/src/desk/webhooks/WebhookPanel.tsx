import type { WebhookSwitches } from '@standby/stage'
import { useState, type FormEvent } from 'react'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'

const numbers = [
  ['delay', 'Delay', 'How late each delivery is, in seconds.', 600],
  ['duplicates', 'Copies', 'How many more times each event is delivered.', 10],
  ['lose', 'Lose', 'How many of the next events never arrive.', 1000],
] as const

/** The faults of the platform's webhooks on their way to the hub. */
export function WebhookPanel({ desk }: { desk: Desk }) {
  const { show } = useStore(desk.state)
  const [isSet, setSet] = useState(false)
  if (show?.kind !== 'stream') return null
  const { client } = show
  const set = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const switches: WebhookSwitches = {
      delayMs: Number(given.get('delay')) * 1000,
      duplicates: Number(given.get('duplicates')),
      lose: Number(given.get('lose')),
      disorder: given.has('disorder'),
    }
    void desk.try(() => client.setWebhooks(switches)).then(() => setSet(true))
  }
  return (
    <section className="panel" aria-labelledby="webhook-faults-title">
      <h2 id="webhook-faults-title">Webhooks on their way</h2>
      <form className="form" onSubmit={set} onChange={() => setSet(false)}>
        <div className="numbers">
          {numbers.map(([name, label, hint, max]) => (
            <label key={name} title={hint}>
              {label}
              <input type="number" name={name} required min={0} max={max} defaultValue={0} />
            </label>
          ))}
        </div>
        <fieldset className="choice">
          <legend>Order</legend>
          <label title="Of two events the second arrives first.">
            <input type="checkbox" name="disorder" />
            Out of order
          </label>
        </fieldset>
        <button type="submit">{isSet ? 'Set' : 'Set for what happens next'}</button>
      </form>
    </section>
  )
}
