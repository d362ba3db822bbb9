import type { Address } from '../address.ts'
import { applicationScenarios } from '../scenarios/interactive/list.ts'
import { streamScenarios } from '../scenarios/live/list.ts'
import {
  applicationRows,
  isInteractive,
  protocolNames,
  streamRows,
  type Scenario,
} from '../scenarios/scenario.ts'

interface Table {
  readonly title: string
  readonly rows: Readonly<Record<string, string>>
  readonly scenarios: readonly Scenario[]
}

const tables: readonly Table[] = [
  { title: 'Scenarios of streams', rows: streamRows, scenarios: streamScenarios },
  { title: 'Scenarios of applications', rows: applicationRows, scenarios: applicationScenarios },
]

/** Every scenario as a link that can be shared, in the order of what it proves. */
export function ScenarioList({ address }: { address: Address }) {
  return (
    <>
      {tables.map(({ title, rows, scenarios }) => (
        <section key={title} className="panel" aria-label={title}>
          <h2>{title}</h2>
          {Object.entries(rows).map(([row, says]) => (
            <div key={row} className="scenarios">
              <h3>{says}</h3>
              <ul>
                {scenarios
                  .filter((scenario) => scenario.row === row)
                  .map((scenario) => (
                    <li key={scenario.name}>
                      <a
                        href={scenarioUrl(scenario, address)}
                        title={scenario.detail}
                        aria-current={isShown(scenario, address, 'standby') ? 'page' : undefined}
                      >
                        {scenario.title}
                      </a>
                      {isInteractive(scenario)
                        ? scenario.alsoOver?.map((protocol) => (
                            <a
                              key={protocol}
                              className="also-over"
                              href={`/?${new URLSearchParams({ scenario: scenario.name, protocol })}`}
                              title={`The same over ${protocolNames[protocol]}`}
                              aria-label={`${scenario.title}, over ${protocolNames[protocol]}`}
                              aria-current={isShown(scenario, address, protocol) ? 'page' : undefined}
                            >
                              {protocol}
                            </a>
                          ))
                        : null}
                    </li>
                  ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
    </>
  )
}

function isShown(scenario: Scenario, address: Address, protocol: Address['protocol']): boolean {
  return scenario.name === address.scenario && protocol === address.protocol
}

/** Keeps container and levels of a stream where they are not the default. */
function scenarioUrl(scenario: Scenario, { container, levels }: Address): string {
  const query = new URLSearchParams({ scenario: scenario.name })
  if (!isInteractive(scenario)) {
    if (container !== 'fmp4') query.set('container', container)
    if (levels !== 1) query.set('levels', String(levels))
  }
  return `/?${query}`
}
