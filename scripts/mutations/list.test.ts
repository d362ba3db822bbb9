import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../run.mjs'
import { readMistakes } from './list.mjs'

const mistakes = readMistakes()

it('holds min 60 mistakes, each once', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(60)
  expect(new Set(mistakes.map(({ file, find, replace }) => `${file} ${find} ${replace}`)).size).toBe(
    mistakes.length,
  )
})

it.each(mistakes)('$file: $what', ({ file, find, replace, tests }) => {
  // Without its `find` text a mistake would not be made, or would be counted as caught.
  expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2)
  expect(replace).not.toBe(find)
  for (const test of tests) expect(existsSync(join(root, test.split(':')[1] ?? '')), test).toBe(true)
})
