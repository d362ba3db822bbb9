import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { statuses } from '../packages/core/src/session/state.ts'
import { diagram, diagramPath } from './machine-diagram.ts'

it('shows every status of a session', () => {
  for (const status of statuses) expect(diagram()).toContain(`status ${status}`)
})

it('matches the machine; after a change, run `pnpm diagram`', () => {
  expect(readFileSync(diagramPath, 'utf8')).toBe(diagram())
})
