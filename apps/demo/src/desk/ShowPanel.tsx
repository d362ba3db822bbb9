import { useState } from 'react'
import type { Address } from '../address.ts'
import { ApplicationForm } from './ApplicationForm.tsx'
import type { Desk } from './desk.ts'
import type { Show } from './show.ts'
import { StreamForm } from './StreamForm.tsx'
import { useShownKind } from './use-shown-kind.ts'

const kinds: readonly (readonly [Show['kind'], string])[] = [
  ['stream', 'Live stream'],
  ['application', 'Application'],
]

/** What the stage puts on: a live stream, or an interactive application. */
export function ShowPanel({ desk, address }: { desk: Desk; address: Address }) {
  const shown = useShownKind(desk, address)
  const [chosen, setChosen] = useState(shown)
  return (
    <section className="panel" aria-labelledby="show-title">
      <h2 id="show-title">On the stage</h2>
      <div className="show">
        <fieldset className="choice">
          <legend>Kind</legend>
          {kinds.map(([kind, label]) => (
            <label key={kind}>
              <input type="radio" name="kind" checked={chosen === kind} onChange={() => setChosen(kind)} />
              {label}
            </label>
          ))}
        </fieldset>
        {chosen === 'stream' ? (
          <StreamForm desk={desk} address={address} />
        ) : (
          <ApplicationForm desk={desk} address={address} />
        )}
      </div>
    </section>
  )
}
