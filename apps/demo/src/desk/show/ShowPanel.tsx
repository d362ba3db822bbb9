import { useState } from 'react'
import type { Address } from '../../address.ts'
import { ApplicationForm } from '../forms/ApplicationForm.tsx'
import type { Desk } from '../desk.ts'
import type { Show } from './show.ts'
import { PixelStreamForm } from '../forms/PixelStreamForm.tsx'
import { StreamForm } from '../forms/StreamForm.tsx'
import { useShownKind } from './use-shown-kind.ts'

const kinds: readonly (readonly [Show['kind'], string])[] = [
  ['stream', 'Live stream'],
  ['application', 'Application'],
  ['pixel-stream', 'Pixel stream'],
]

const forms = { stream: StreamForm, application: ApplicationForm, 'pixel-stream': PixelStreamForm }

/** Chooses the show: a live stream, or an application over the gateway's protocol or Epic's. */
export function ShowPanel({ desk, address }: { desk: Desk; address: Address }) {
  const shown = useShownKind(desk, address)
  const [chosen, setChosen] = useState(shown)
  const Form = forms[chosen]
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
        <Form desk={desk} address={address} />
      </div>
    </section>
  )
}
