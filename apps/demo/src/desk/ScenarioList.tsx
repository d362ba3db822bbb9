import type { Address } from '../address.ts'
import { interactiveScenarios, scenarioUrl, usualProtocol } from '../scenarios/list.ts'
import { streamScenarios } from '../scenarios/live/list.ts'
import {
  applicationRows,
  isInteractive,
  protocolNames,
  protocolsOf,
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
  { title: 'Scenarios of applications', rows: applicationRows, scenarios: interactiveScenarios },
]

/** Every scenario as a link that can be shared, grouped by the table row that it proves. */
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
                        href={urlOf(scenario, address)}
                        title={scenario.detail}
                        aria-current={
                          isShown(scenario, address, usualProtocol(scenario)) ? 'page' : undefined
                        }
                      >
                        {scenario.title}
                      </a>
                      {otherProtocols(scenario).map((protocol) => (
                        <a
                          key={protocol}
                          className="also-over"
                          href={scenarioUrl(scenario, protocol)}
                          title={`The same over ${protocolNames[protocol]}`}
                          aria-label={`${scenario.title}, over ${protocolNames[protocol]}`}
                          aria-current={isShown(scenario, address, protocol) ? 'page' : undefined}
                        >
                          {protocol}
                        </a>
                      ))}
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

const otherProtocols = (scenario: Scenario) => (isInteractive(scenario) ? protocolsOf(scenario).slice(1) : [])

/** Keeps the container and the levels of a stream when they are not the default. */
function urlOf(scenario: Scenario, { container, levels }: Address): string {
  const more = new URLSearchParams()
  if (!isInteractive(scenario) && container !== 'fmp4') more.set('container', container)
  if (!isInteractive(scenario) && levels !== 1) more.set('levels', String(levels))
  return [scenarioUrl(scenario), more].filter(String).join('&')
}
