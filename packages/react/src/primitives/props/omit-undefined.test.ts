import { expect, it } from 'vitest'
import { omitUndefined } from './omit-undefined.ts'

it('omitUndefined drops undefined and keeps false, zero, null, empty strings and NaN', () => {
  const given = { a: undefined, b: false, c: 0, d: null, e: '', f: Number.NaN }
  expect(omitUndefined(given)).toEqual({ b: false, c: 0, d: null, e: '', f: Number.NaN })
  expect(omitUndefined(given)).not.toHaveProperty('a')
})
