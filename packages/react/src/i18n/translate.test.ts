import { describe, expect, it } from 'vitest'
import { formatOf } from './format.ts'
import type { Messages } from './message.ts'
import { createTranslate } from './translate.ts'

const own = {
  'test.leave': 'Leave the queue',
  'test.of': 'of {length}',
  'test.tries': { one: '{count} attempt', other: '{count} attempts' },
} as const satisfies Messages

const translator = (locale: string, catalogue: Messages = {}) =>
  createTranslate(own, catalogue, formatOf(locale), formatOf('en'))

describe('createTranslate', () => {
  it('returns English without a catalogue', () => {
    expect(translator('en')('test.leave')).toBe('Leave the queue')
  })

  it("returns the catalogue's text", () => {
    expect(translator('de', { 'test.leave': 'Verlassen' })('test.leave')).toBe('Verlassen')
  })

  it('falls back to English for a missing key, with English digits', () => {
    expect(translator('ar-EG', { 'test.leave': 'مغادرة' })('test.of', { length: 1204 })).toBe('of 1,204')
  })

  it("writes numbers in the locale's digits", () => {
    expect(translator('ar-EG', { 'test.of': 'من {length}' })('test.of', { length: 48 })).toBe('من ٤٨')
  })

  it('leaves formatted values as they are', () => {
    expect(translator('en')('test.of', { length: '1 h' })).toBe('of 1 h')
  })

  it('keeps a placeholder that has no value', () => {
    expect(translator('en')('test.of')).toBe('of {length}')
  })

  it.each([
    [1, '1 attempt'],
    [6, '6 attempts'],
  ])('chooses the plural form of %i', (count, text) => {
    expect(translator('en')('test.tries', { count })).toBe(text)
  })

  it('supports more than two plural forms', () => {
    const arabic = translator('ar', {
      'test.tries': { two: 'محاولتان', few: '{count} محاولات', other: '{count} محاولة' },
    })
    expect([2, 5, 20].map((count) => arabic('test.tries', { count }))).toEqual([
      'محاولتان',
      '5 محاولات',
      '20 محاولة',
    ])
  })

  it.each([NaN, Infinity, 1e308, ''])('returns an empty text for the value %j', (length) => {
    expect(translator('en')('test.of', { length })).toBe('')
    expect(translator('en')('test.leave', { length })).toBe('Leave the queue')
  })

  it.each<[string, unknown]>([
    ['no text', null],
    ['a number', 7],
    ['a function', () => 'x'],
    ['plural forms without the needed one', { one: 'ein Versuch' }],
    ['a form that is not a text', { other: 5 }],
  ])('falls back to English where a catalogue has %s', (_, text) => {
    expect(translator('de', { 'test.tries': text as never })('test.tries', { count: 6 })).toBe('6 attempts')
  })

  it('falls back to English where the catalogue did not load', () => {
    expect(translator('de', null as never)('test.leave')).toBe('Leave the queue')
  })

  it('uses the form "other" where a catalogue lacks the needed form', () => {
    expect(translator('ar', { 'test.tries': { other: '{count} محاولة' } })('test.tries', { count: 2 })).toBe(
      '2 محاولة',
    )
  })
})
