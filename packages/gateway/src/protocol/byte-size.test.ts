import { expect, it } from 'vitest'
import { isWithinBytes } from './byte-size.ts'

it.each([
  ['', 0, true],
  ['a', 0, false],
  ['abc', 3, true],
  ['abcd', 3, false],
  ['é', 1, false],
  ['é', 2, true],
  ['€€', 5, false],
  ['€€', 6, true],
  // Two code units, four bytes.
  ['😀', 3, false],
  ['😀', 4, true],
])('compares %j with a limit of %i bytes: %s', (text, maxBytes, expected) => {
  expect(isWithinBytes(text, maxBytes)).toBe(expected)
})

it('rejects a text with more characters than the limit has bytes', () => {
  const huge = 'a'.repeat(2 ** 24)
  expect(isWithinBytes(huge, 65_536)).toBe(false)
})
