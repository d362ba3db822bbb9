import { expect, it } from 'vitest'
import { defined } from './defined.ts'

it('keeps what was given, also what is false, zero or null', () => {
  const given = { a: undefined, b: false, c: 0, d: null, e: '', f: Number.NaN }
  expect(defined(given)).toEqual({ b: false, c: 0, d: null, e: '', f: Number.NaN })
  expect(defined(given)).not.toHaveProperty('a')
})
