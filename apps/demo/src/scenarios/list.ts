import { applicationScenarios } from './interactive/list.ts'
import { streamScenarios } from './live/list.ts'
import type { Protocol } from '../address.ts'
import { isInteractive, protocolsOf, rowOf, type Scenario } from './scenario.ts'

/** Every scenario: those of streams, then those of interactive applications. */
export const scenarios: readonly Scenario[] = [...streamScenarios, ...applicationScenarios]

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
    const listing = { name, title, detail, row: rowOf(scenario), url: `/?scenario=${name}` }
    return isInteractive(scenario) ? { ...listing, protocols: protocolsOf(scenario) } : listing
  })
}

export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name)
}
