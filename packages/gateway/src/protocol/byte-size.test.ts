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
])('%j within %i bytes: %s', (text, most, expected) => {
  expect(isWithinBytes(text, most)).toBe(expected)
})

it('does not encode what is too long in any case', () => {
  const huge = 'a'.repeat(2 ** 24)
  expect(isWithinBytes(huge, 65_536)).toBe(false)
})
