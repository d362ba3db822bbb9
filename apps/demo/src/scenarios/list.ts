import { applicationScenarios } from './interactive/list.ts'
import { streamScenarios } from './live/list.ts'
import { pixelStreamScenarios } from './pixel-streaming/list.ts'
import type { Protocol } from '../address.ts'
import { isInteractive, protocolsOf, rowOf, type Scenario } from './scenario.ts'

/** Every scenario of interactive applications, whatever they are reached over. */
export const interactiveScenarios = [...applicationScenarios, ...pixelStreamScenarios]

/** Every scenario: those of streams, then those of interactive applications. */
export const scenarios: readonly Scenario[] = [...streamScenarios, ...interactiveScenarios]

/** One line of `/scenarios.json`. */
export interface ScenarioListing {
  readonly name: string
  readonly title: string
  readonly detail: string
  readonly row: string
  /** A stream takes `&container=ts` and `&levels=2` too, an application `&protocol=` with one of its protocols. */
  readonly url: string
  readonly protocols?: readonly Protocol[]
}

export function scenarioList(): readonly ScenarioListing[] {
  return scenarios.map((scenario) => {
    const { name, title, detail } = scenario
    const listing = { name, title, detail, row: rowOf(scenario), url: scenarioUrl(scenario) }
    return isInteractive(scenario) ? { ...listing, protocols: protocolsOf(scenario) } : listing
  })
}

/** The link to an interactive scenario over one of its protocols, or to any as it is usually played. */
export function scenarioUrl(scenario: Scenario, protocol = usualProtocol(scenario)): string {
  const query = new URLSearchParams({ scenario: scenario.name })
  if (protocol !== 'standby') query.set('protocol', protocol)
  return `/?${query}`
}

export function usualProtocol(scenario: Scenario): Protocol {
  return (isInteractive(scenario) && protocolsOf(scenario)[0]) || 'standby'
}

export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name)
}
