import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findScenario, scenarioList, scenarios } from './list.ts'
import { rows } from './scenario.ts'

it('has a scenario for every row of the table', () => {
  expect(new Set(scenarios.map(({ row }) => row))).toEqual(new Set(Object.keys(rows)))
})

it('names each scenario once, as its file is named', () => {
  const names = scenarios.map(({ name }) => name)
  const files = readdirSync(new URL('.', import.meta.url))
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter((name) => !files.includes(`${name}.ts`))).toEqual([])
})

it('gives each scenario a link, a title and a sentence', () => {
  for (const { name, url, title, detail, row } of scenarioList()) {
    expect(url).toBe(`/?scenario=${name}`)
    expect(title).toMatch(/^[A-Z]/)
    expect(detail).toMatch(/\.$/)
    expect(Object.values(rows)).toContain(row)
  }
})

it('finds a scenario by its name', () => {
  expect(findScenario('encoder-returns')?.row).toBe('freeze')
  expect(findScenario('no-such-thing')).toBeUndefined()
})
