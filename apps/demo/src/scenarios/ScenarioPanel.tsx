import type { Address } from '../address.ts'
import { useStore } from '../store.ts'
import { seconds, type Check, type Figure, type Report } from './report.ts'
import { isInteractive, protocolNames, rowOf, type Scenario } from './scenario.ts'

export interface ScenarioPanelProps {
  report: Report
  scenario: Scenario | undefined
  address: Address
}

/** The running scenario: its title and detail, its notes, its checks and figures, its result. */
export function ScenarioPanel({ report, scenario, address }: ScenarioPanelProps) {
  const { result, startedAt, notes, checks, figures } = useStore(report)
  return (
    <section className="panel scenario" aria-labelledby="scenario-title">
      <output className="scenario-result" data-of={result}>
        {result}
      </output>
      <h2 id="scenario-title">{scenario?.title ?? address.scenario}</h2>
      {scenario ? <p className="hint">{scenario.detail}</p> : null}
      {scenario ? (
        <p className="hint">{[rowOf(scenario), ...variantOf(scenario, address)].join(' · ')}</p>
      ) : null}
      <ol className="notes">
        {notes.map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            <span>{seconds(at - startedAt)}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {checks.length > 0 ? <Checks checks={checks} /> : null}
      {figures.length > 0 ? <Figures figures={figures} /> : null}
    </section>
  )
}

/** Container and levels of a stream, or the protocol of an application. */
function variantOf(scenario: Scenario, { container, levels, protocol }: Address): readonly string[] {
  if (isInteractive(scenario)) return protocol === 'standby' ? [] : [`over ${protocolNames[protocol]}`]
  return [`${container === 'ts' ? 'TS' : 'fMP4'}, ${levels === 2 ? 'two levels' : 'one level'}`]
}

function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <table className="checks">
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">Expected</th>
          <th scope="col">Observed</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ name, expected, observed, passed }) => (
          <tr key={name} data-check={passed ? 'passed' : 'failed'}>
            <th scope="row">{name}</th>
            <td>{expected}</td>
            <td>{observed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <table className="checks">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Promised</th>
          <th scope="col">Measured</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ name, ms, promisedMs }, index) => (
          <tr key={`${index} ${name}`} data-figure={name} data-ms={ms} data-promised-ms={promisedMs}>
            <th scope="row">{name}</th>
            <td>{seconds(promisedMs)}</td>
            <td>{seconds(ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
