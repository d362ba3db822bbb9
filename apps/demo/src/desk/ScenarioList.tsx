import type { Address } from '../address.ts'
import { scenarios } from '../scenarios/list.ts'
import { rows, type Row } from '../scenarios/scenario.ts'

/** Every scenario as a link that can be shared, in the order of what it proves. */
export function ScenarioList({ address }: { address: Address }) {
  return (
    <section className="panel" aria-labelledby="scenarios-title">
      <h2 id="scenarios-title">Scenarios</h2>
      {(Object.keys(rows) as Row[]).map((row) => (
        <div key={row} className="scenarios">
          <h3>{rows[row]}</h3>
          <ul>
            {scenarios
              .filter((scenario) => scenario.row === row)
              .map(({ name, title, detail }) => (
                <li key={name}>
                  <a
                    href={scenarioUrl(name, address)}
                    title={detail}
                    aria-current={name === address.scenario ? 'page' : undefined}
                  >
                    {title}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** Keeps container and levels where they are not the default. */
export function scenarioUrl(
  name: string,
  { container, levels }: Pick<Address, 'container' | 'levels'>,
): string {
  const query = new URLSearchParams({ scenario: name })
  if (container !== 'fmp4') query.set('container', container)
  if (levels !== 1) query.set('levels', String(levels))
  return `/?${query}`
}
