import { applicationScenarios } from './interactive/list.ts'
import { streamScenarios } from './live/list.ts'
import { pixelStreamScenarios } from './pixel-streaming/list.ts'
import type { Protocol } from '../address.ts'
import { isInteractive, protocolsOf, rowOf, type Scenario } from './scenario.ts'

/** Every scenario of an interactive application, over any protocol. */
export const interactiveScenarios = [...applicationScenarios, ...pixelStreamScenarios]

/** Every scenario: first those of streams, then those of interactive applications. */
export const scenarios: readonly Scenario[] = [...streamScenarios, ...interactiveScenarios]

/** One entry of `/scenarios.json`. */
export interface ScenarioListing {
  readonly name: string
  readonly title: string
  readonly detail: string
  readonly row: string
  /** For a stream `&container=ts` and `&levels=2` can be added, for an application `&protocol=` with one of `protocols`. */
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

/** The link to a scenario over a protocol. Default: its usual protocol. */
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
