import { faultNames, faults, type FaultKind, type FaultName } from '@standby/stage/faults'
import { useStore } from '../store.ts'
import type { Desk } from './desk.ts'
import { FaultButton } from './FaultButton.tsx'

const groups: readonly (readonly [FaultKind, string])[] = [
  ['encoder', 'Encoder'],
  ['lifecycle', 'Broadcast'],
  ['playlist', 'Playlist'],
  ['segment', 'Segments'],
  ['access', 'Access'],
]

/** Every fault of the stage as a button; those that last stay pressed. */
export function FaultPanel({ desk }: { desk: Desk }) {
  const { show, active } = useStore(desk.state)
  const press = (name: FaultName, params: Record<string, unknown>) => void desk.press(name, params)
  return (
    <section className="panel" aria-labelledby="faults-title">
      <h2 id="faults-title">Faults</h2>
      {groups.map(([kind, title]) => (
        <fieldset key={kind} className="faults">
          <legend>{title}</legend>
          <ul>
            {faultNames
              .filter((name) => faults[name].kind === kind)
              .map((name) => (
                <li key={name}>
                  <FaultButton
                    name={name}
                    active={active.includes(name)}
                    disabled={show === null}
                    onPress={press}
                  />
                </li>
              ))}
          </ul>
        </fieldset>
      ))}
    </section>
  )
}
