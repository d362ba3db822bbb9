import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findScenario, scenarioList, scenarios } from './list.ts'
import { applicationRows, isInteractive, streamRows } from './scenario.ts'

it('has a scenario for every row of both tables', () => {
  const rowsOf = (interactive: boolean) =>
    new Set(scenarios.filter((one) => isInteractive(one) === interactive).map(({ row }) => row))
  expect(rowsOf(false)).toEqual(new Set(Object.keys(streamRows)))
  expect(rowsOf(true)).toEqual(new Set(Object.keys(applicationRows)))
})

it('gives each scenario a unique name, the name of its file', () => {
  const names = scenarios.map(({ name }) => name)
  const files = ['live', 'interactive', 'pixel-streaming'].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url)),
  )
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter((name) => !files.includes(`${name}.ts`))).toEqual([])
})

it('lists each scenario with a link, a title and a detail', () => {
  for (const { name, url, title, detail, row } of scenarioList()) {
    expect(url).toMatch(new RegExp(`^/\\?scenario=${name}(&protocol=epic)?$`))
    expect(title).toMatch(/^[A-Z]/)
    expect(detail).toMatch(/\.$/)
    expect([...Object.values(streamRows), ...Object.values(applicationRows)]).toContain(row)
  }
})

it('finds a scenario by its name', () => {
  expect(findScenario('encoder-returns')?.row).toBe('freeze')
  expect(findScenario('no-such-thing')).toBeUndefined()
})
